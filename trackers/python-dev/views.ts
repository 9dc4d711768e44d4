import type { TrackerViews } from 'muster-tracker/tracker'
import { linkRules } from './link-rules.ts'

const VALUE_COLUMNS = ['name', 'description', 'order']
const valueClass = { columns: VALUE_COLUMNS, sort: 'order' }

/** Lists of open issues, by priority. */
const openWith = (keyword: string) =>
  `@columns=id,activity,title,creator,status&@sort=-activity&@group=priority&@filter=keywords,status&keywords=${keyword}&status=open`

/** Lists of one's own, by status. */
const mine = (property: string) =>
  `@columns=id,activity,title,creator,status&@sort=-activity&@group=status&@filter=${property}&${property}=@current_user`

export const views: TrackerViews = {
  mainClass: 'issue',
  home: '@columns=id,activity,title,creator,assignee,status,type,message_count&@sort=-activity&@filter=status&status=open,pending',
  menu: [
    { title: 'Created by you', query: mine('creator'), signedIn: true },
    { title: 'Followed by you', query: mine('nosy'), signedIn: true },
    { title: 'Assigned to you', query: mine('assignee'), signedIn: true },
    { title: 'Issues with patch', query: openWith('patch') },
    { title: 'Easy issues', query: openWith('easy') },
  ],
  searchScopes: [
    { title: 'All', query: '' },
    { title: 'Open', query: '@filter=status&status=-1,open,pending' },
  ],
  linkRules,
  linkedClasses: ['msg', 'file'],
  classes: {
    issue: {
      columns: ['id', 'activity', 'title', 'creator', 'assignee', 'status', 'type', 'message_count'],
      sort: '-activity',
      closed: { property: 'status', values: ['closed'] },
      panels: [
        { title: 'Classification', properties: ['type', 'stage', 'components', 'versions'] },
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
        { property: 'files', title: 'Files', columns: ['name', 'creator', 'creation', 'description'] },
        {
          property: 'pull_requests',
          title: 'Pull requests',
          columns: ['number', 'title', 'status', 'creator', 'creation'],
        },
      ],
      create: ['title', 'type', 'stage', 'components', 'versions', 'assignee', 'nosy', 'priority', 'keywords'],
    },
    user: {
      columns: ['username', 'github', 'realname', 'organisation'],
      sort: 'username',
      panels: [
        {
          title: 'Person',
          properties: [
            'username',
            'realname',
            'github',
            'organisation',
            'homepage',
            'timezone',
            'address',
            'alternate_addresses',
          ],
        },
        { title: 'Standing', properties: ['roles', 'contrib_form', 'contrib_form_date', 'iscommitter'] },
      ],
      create: [
        'username',
        'realname',
        'password',
        'roles',
        'github',
        'organisation',
        'timezone',
        'homepage',
        'address',
        'alternate_addresses',
      ],
    },
    msg: { columns: ['id', 'author', 'date', 'summary'], sort: '-date' },
    file: { columns: ['id', 'name', 'description', 'type', 'creator', 'creation'], sort: '-creation' },
    pull_request: {
      columns: ['id', 'number', 'title', 'status', 'creator', 'creation'],
      sort: '-id',
      create: ['number', 'title'],
    },
    query: { columns: ['name', 'klass', 'private_for', 'creator'], sort: 'name' },
    keyword: { columns: ['name', 'description'], sort: 'name' },
    component: { columns: ['name', 'description', 'assign_to', 'add_as_nosy'], sort: 'order' },
    version: { columns: ['name', 'description', 'release_manager', 'order'], sort: 'order' },
    issue_type: valueClass,
    priority: valueClass,
    stage: valueClass,
    status: valueClass,
    resolution: valueClass,
  },
}
