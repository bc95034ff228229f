namespace UtilityBilling.Billing;

/// <summary>How a connection to a mail server is kept from being read on the way.</summary>
public enum MailEncryption
{
    /// <summary>In clear, then encrypted at once by STARTTLS; refused where the server cannot. Usual on port 587.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte. Usual on port 465, and 993 for mailboxes.</summary>
    Implicit,

    /// <summary>In clear: only for a server on the same machine or network.</summary>
    None,
}

/// <summary>Where a piece's e-mail stands.</summary>
public enum EmailState
{
    /// <summary>To be sent, now or at its next try.</summary>
    Waiting,

    /// <summary>Taken up by a sender at this moment.</summary>
    Sending,

    /// <summary>The mail server has taken it.</summary>
    Sent,

    /// <summary>The sender was cut off in the middle: it may have gone out. A person decides, for a bill sent twice cannot be called back.</summary>
    InDoubt,

    /// <summary>Its address does not take mail.</summary>
    Bounced,

    /// <summary>It could not be delivered for another reason, and is not tried again by itself.</summary>
    Failed,
}

/// <summary>Why a piece that was to go by e-mail goes on paper.</summary>
public enum PaperReason
{
    /// <summary>It came back.</summary>
    Bounced,

    /// <summary>It could not be delivered after the last try.</summary>
    Failed,

    /// <summary>Mail to the address came back before.</summary>
    BadAddress,

    /// <summary>Somebody decided so.</summary>
    ByHand,
}

/// <summary>What a message in the bounce mailbox says.</summary>
public enum EmailReportKind
{
    /// <summary>The message will never arrive.</summary>
    Permanent,

    /// <summary>The mail servers gave up for now; the message may be sent again.</summary>
    Temporary,

    /// <summary>A mail server is still trying.</summary>
    Delayed,

    /// <summary>An automatic answer, such as an absence.</summary>
    AutoReply,

    /// <summary>Neither: somebody reads it.</summary>
    Unknown,
}

/// <summary>Which way a piece of mail goes.</summary>
public enum MailDirection { Incoming, Outgoing }

/// <summary>What sort of mail it is.</summary>
public enum MailPieceKind { Letter, Postcard, Flat, Parcel, Certified }
