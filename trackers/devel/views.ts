import type { ClassViews, TrackerViews } from 'muster-tracker/tracker'

const list = '@columns=id,activity,title,creator,assignee,status&@sort=-activity&@group=priority'
const UNCLOSED = 'status=-1,new,open,pending'

const closed = { property: 'status', values: ['closed'] } as const
const files = { property: 'files', title: 'Files', columns: ['name', 'creator', 'creation', 'description'] } as const
const valueClass: ClassViews = { columns: ['name', 'description', 'order'], sort: 'order' }

export const views: TrackerViews = {
  mainClass: 'bug',
  home: `${list}&@filter=status&${UNCLOSED}`,
  menu: [
    { title: 'Your bugs', query: `${list}&@filter=assignee,status&assignee=@current_user&${UNCLOSED}`, signedIn: true },
    { title: 'Followed by you', query: `${list}&@filter=nosy&nosy=@current_user`, signedIn: true },
    { title: 'Unassigned', query: `${list}&@filter=assignee,status&assignee=-1&${UNCLOSED}` },
    { title: 'All bugs', query: list },
  ],
  searchScopes: [
    { title: 'All', query: '' },
    { title: 'Open', query: `@filter=status&${UNCLOSED}` },
  ],
  classes: {
    bug: {
      columns: ['id', 'activity', 'title', 'creator', 'assignee', 'status'],
      sort: '-activity',
      group: 'priority',
      closed,
      panels: [
        { title: 'Classification', properties: ['type', 'severity', 'components', 'versions'] },
        {
          title: 'Process',
          properties: [
            'status',
            'resolution',
            'dependencies',
            'superseder',
            'assignee',
            'nosy',
            'priority',
            'keywords',
          ],
        },
      ],
      tables: [
        files,
        { property: 'patches', title: 'Patches', columns: ['name', 'creator', 'creation', 'description'] },
      ],
      create: ['title', 'type', 'severity', 'components', 'versions', 'assignee', 'nosy', 'priority', 'keywords'],
    },
    task: {
      columns: ['id', 'activity', 'title', 'creator', 'assignee', 'status'],
      sort: '-activity',
      group: 'priority',
      closed,
      panels: [
        { title: 'Classification', properties: ['type', 'components', 'solves'] },
        {
          title: 'Process',
          properties: ['status', 'resolution', 'dependencies', 'assignee', 'nosy', 'priority', 'superseder'],
        },
      ],
      tables: [files],
      create: ['title', 'type', 'components', 'solves', 'assignee', 'nosy', 'priority'],
    },
    milestone: {
      columns: ['id', 'title', 'release_date', 'status', 'activity'],
      sort: '-activity',
      closed,
      panels: [{ title: 'Milestone', properties: ['status', 'release_date', 'bugs', 'tasks', 'nosy'] }],
      tables: [files],
      create: ['title', 'release_date', 'bugs', 'tasks', 'nosy'],
    },
    user: { columns: ['username', 'realname', 'organisation', 'vcs_name'], sort: 'username' },
    msg: { columns: ['id', 'author', 'date', 'summary'], sort: '-date' },
    file: { columns: ['id', 'name', 'description', 'type', 'creator', 'creation'], sort: '-creation' },
    patch: { columns: ['id', 'name', 'description', 'creator', 'creation'], sort: '-creation' },
    query: { columns: ['name', 'klass', 'private_for', 'creator'], sort: 'name' },
    component: { columns: ['name', 'description', 'assign_to'], sort: 'order' },
    keyword: { columns: ['name', 'description'], sort: 'name' },
    version: valueClass,
    severity: valueClass,
    priority: valueClass,
    status: valueClass,
    resolution: valueClass,
    bug_type: valueClass,
    task_type: valueClass,
  },
}
