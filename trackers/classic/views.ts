import type { TrackerViews } from 'muster-tracker/tracker'

/** Everything but "resolved"; -1 is an issue without a status. */
const UNRESOLVED = 'status=-1,unread,deferred,chatting,need-eg,in-progress,testing,done-cbb'
const list = '@columns=id,activity,title,creator,assignedto,status&@sort=-activity&@group=priority'

export const views: TrackerViews = {
  mainClass: 'issue',
  home: `${list}&@filter=status&${UNRESOLVED}`,
  menu: [
    {
      title: 'Your issues',
      query: `${list}&@filter=assignedto,status&assignedto=@current_user&${UNRESOLVED}`,
      signedIn: true,
    },
    { title: 'Unassigned', query: `${list}&@filter=assignedto,status&assignedto=-1&${UNRESOLVED}` },
    { title: 'Unresolved', query: `${list}&@filter=status&${UNRESOLVED}` },
    { title: 'All issues', query: list },
  ],
  searchScopes: [
    { title: 'All', query: '' },
    { title: 'Unresolved', query: `@filter=status&${UNRESOLVED}` },
  ],
  classes: {
    issue: {
      columns: ['id', 'activity', 'title', 'creator', 'assignedto', 'status'],
      sort: '-activity',
      group: 'priority',
      closed: { property: 'status', values: ['resolved'] },
      panels: [{ title: 'Issue', properties: ['priority', 'status', 'superseder', 'nosy', 'assignedto', 'keyword'] }],
      tables: [{ property: 'files', title: 'Files', columns: ['name', 'creator', 'creation', 'type'] }],
      create: ['title', 'priority', 'status', 'superseder', 'nosy', 'assignedto', 'keyword'],
    },
    user: {
      columns: ['username', 'realname', 'organisation', 'address', 'phone'],
      sort: 'username',
    },
    msg: { columns: ['id', 'author', 'date', 'summary'], sort: '-date' },
    file: { columns: ['id', 'name', 'type', 'creator', 'creation'], sort: '-creation' },
    query: { columns: ['name', 'klass', 'private_for', 'creator'], sort: 'name' },
  },
}
