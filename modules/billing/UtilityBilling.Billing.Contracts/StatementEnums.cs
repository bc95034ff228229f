namespace UtilityBilling.Billing;

/// <summary>Who prints a job's pieces.</summary>
public enum PrintJobKind
{
    /// <summary>The office's own printer, part by part.</summary>
    InHouse,

    /// <summary>A print shop that gets the file with an index.</summary>
    Vendor,
}

/// <summary>Where a print job stands.</summary>
public enum PrintJobState { Open, Done, Cancelled }

/// <summary>Where a part of a print job stands. Only what came out of a printed part, and was not spoiled, counts as printed.</summary>
public enum PrintPartState { Waiting, Printed, Cancelled }

/// <summary>How finely mail is sorted before it is handed in; the finer, the cheaper.</summary>
public enum SortLevel
{
    /// <summary>A tray for one five-digit ZIP code.</summary>
    FiveDigit,

    /// <summary>A tray for the first three digits.</summary>
    ThreeDigit,

    /// <summary>What fills no tray of its own.</summary>
    Mixed,

    /// <summary>Too little mail to sort: each piece pays the full price.</summary>
    SinglePiece,
}

/// <summary>Why a piece is not printed.</summary>
public enum SuppressionReason
{
    /// <summary>Less is due than the town prints a bill for.</summary>
    BelowMinimum,

    /// <summary>Nothing is due.</summary>
    NothingDue,

    /// <summary>The town owes the customer.</summary>
    Credit,

    /// <summary>No address is known to mail it to.</summary>
    NoAddress,

    /// <summary>Somebody decided so, with a reason.</summary>
    ByHand,
}

/// <summary>Whose bills carry a message.</summary>
public enum MessageScope { Everybody, Cycle, CustomerClass, Account }
