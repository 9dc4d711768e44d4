import type { TrackerViews } from 'muster-tracker/tracker'

const list = '@columns=id,activity,title,creator,assignee,status&@sort=-activity'

export const views: TrackerViews = {
  mainClass: 'issue',
  home: `${list}&@filter=status&status=open,pending`,
  menu: [
    { title: 'Assigned to you', query: `${list}&@filter=assignee&assignee=@current_user`, signedIn: true },
    { title: 'All issues', query: list },
  ],
  searchScopes: [
    { title: 'All', query: '' },
    { title: 'Open', query: '@filter=status&status=open,pending' },
  ],
  classes: {
    issue: {
      columns: ['id', 'activity', 'title', 'creator', 'assignee', 'status'],
      sort: '-activity',
      closed: { property: 'status', values: ['closed'] },
      panels: [
        {
          title: 'Issue',
          properties: ['status', 'assignee', 'keywords', 'dependencies', 'superseder', 'nosy', 'private_for'],
        },
      ],
      tables: [{ property: 'files', title: 'Files', columns: ['name', 'creator', 'creation', 'description'] }],
    },
  },
}
