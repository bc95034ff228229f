namespace UtilityBilling.Billing;

/// <summary>What a template's text becomes.</summary>
public enum TemplateKind
{
    /// <summary>A letter to the customer, mailed.</summary>
    Letter,

    /// <summary>A reminder of what is past due, mailed.</summary>
    Reminder,

    /// <summary>A sheet hung on the door of the service address.</summary>
    DoorHanger,

    /// <summary>Subject and words of the e-mail that carries a statement.</summary>
    StatementEmail,

    /// <summary>A sentence among the messages of every statement.</summary>
    StatementInsert,
}

/// <summary>How far a version of a template is. Its words never change: other words are another version.</summary>
public enum TemplateVersionState
{
    /// <summary>Written, not yet asked for.</summary>
    Draft,

    /// <summary>Another person decides.</summary>
    AwaitingApproval,

    /// <summary>In force from its day until a later one.</summary>
    Approved,

    /// <summary>Given up before it was approved.</summary>
    Withdrawn,
}

/// <summary>The languages in which a letter is written.</summary>
public enum LetterLanguage
{
    /// <summary>Each in the language kept on its customer.</summary>
    OfCustomer,

    English,
    Spanish,

    /// <summary>English first, then Spanish, in one letter.</summary>
    Both,
}

/// <summary>How far a batch of letters is.</summary>
public enum LetterBatchState
{
    /// <summary>Its letters are being written.</summary>
    Writing,

    /// <summary>All are written and frozen; none is printed.</summary>
    Ready,

    /// <summary>They were printed and went out.</summary>
    Printed,

    /// <summary>Given up before it was printed.</summary>
    Void,
}
