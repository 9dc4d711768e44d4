import type { TrackerViews } from 'muster-tracker/tracker'

const list = '@columns=id,activity,title,area,assignee,status&@sort=-activity'

export const views: TrackerViews = {
  home: `${list}&@filter=status&status=new,waiting`,
  menu: [
    { title: 'Assigned to you', query: `${list}&@filter=assignee&assignee=@current_user`, signedIn: true },
    { title: 'Everything', query: list },
  ],
  classes: {
    issue: {
      columns: ['id', 'activity', 'title', 'area', 'assignee', 'status'],
      sort: '-activity',
      create: ['title', 'area', 'urgent'],
      panels: [{ title: 'Request', properties: ['area', 'status', 'assignee', 'urgent', 'dependencies', 'nosy'] }],
      closed: { property: 'status', values: ['closed'] },
    },
  },
}
