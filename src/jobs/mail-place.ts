/** Where this tracker's mail comes from and points to. */
export interface MailPlace {
  readonly title: string
  /** Ends with a slash. */
  readonly baseUrl: string
  /** Replies go there. */
  readonly address: string
  /** Envelope sender: bounces go there. */
  readonly bounceAddress: string
  /** Right side of the ids we make. */
  readonly domain: string
  /** No relay is set: mail is kept, to be looked at. */
  readonly keeps: boolean
}
