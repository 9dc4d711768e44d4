/** Why somebody gets a mail: the code is for filters, the sentence for people. */
export const reasons = {
  nosy: 'you are on the nosy list of this issue',
  author: 'you wrote this, and want to hear of your own changes',
  assigned: 'this issue is assigned to you',
  mention: 'you were named in this message',
  subscription: 'you follow what this issue is about',
  query: 'you follow a search that finds this issue',
  list: 'this address hears of every change',
  account: 'somebody used this address on the tracker',
  digest: 'you asked for one mail with all changes',
} as const

export type Reason = keyof typeof reasons

/** @param because  What they follow, as a designator. */
export function reasonSentence(reason: Reason, because: string | null): string {
  if (because === null) return reasons[reason]
  return reason === 'query' ? `you follow the search ${because}, which finds this issue` : `you follow ${because}`
}
