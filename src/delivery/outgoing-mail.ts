/** A mail to one reader, ready to go. */
export interface OutgoingMail {
  /** Who is told when it can't be delivered. */
  readonly envelopeFrom: string
  readonly to: string
  readonly from: { readonly name: string; readonly address: string }
  readonly replyTo: { readonly name: string; readonly address: string } | null
  readonly subject: string
  /** With angle brackets. */
  readonly messageId: string
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly date: Date
  /** Encoded and folded, as they are sent. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** format=flowed. */
  readonly text: string
  readonly html: string | null
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly bytes: Uint8Array }[]
}

/**
 * `deferred`: the relay puts this mail off; `unreached`: it took no notice of it, whatever mail it was. Either is tried
 * again. `refused`: it never will be taken.
 */
export interface Outcome {
  readonly state: 'sent' | 'deferred' | 'unreached' | 'refused'
  /** What the relay said, or why there was none. */
  readonly answer: string
}

/** Takes mails to where they are delivered from. */
export interface Mailer {
  /** Never throws for what a relay does. */
  send(mail: OutgoingMail): Promise<Outcome>
  close(): void
}
