/** Texts with a higher score are spam: strangers see that there is one, not what it says, and nobody is mailed it. */
export const SPAM_CUTOFF = 0.85
