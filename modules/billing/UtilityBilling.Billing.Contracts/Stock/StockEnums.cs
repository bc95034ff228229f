namespace UtilityBilling.Billing;

/// <summary>What happened to a form in stock.</summary>
public enum StockMovementKind
{
    /// <summary>Came from a vendor.</summary>
    Received,

    /// <summary>Was used up, by a print job, by letters, or as somebody entered.</summary>
    Used,

    /// <summary>Was counted: the difference to what the books said.</summary>
    Counted,

    /// <summary>Was torn, wet, or out of date.</summary>
    Spoiled,
}

/// <summary>What uses a form up by itself.</summary>
public enum StockBasis
{
    /// <summary>Nothing: uses are entered.</summary>
    Nothing,

    /// <summary>Each sheet printed here.</summary>
    Sheet,

    /// <summary>Each piece that is mailed.</summary>
    MailedPiece,

    /// <summary>Each sheet of a door hanger.</summary>
    DoorHanger,
}
