using System.Text.Json.Serialization;
using UtilityBilling.Customers;
using UtilityBilling.Errors;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>
/// Everything that one customer's bill says, ready to be shown: the page on screen, the PDF and the print file are made from this and nothing else, so they cannot
/// disagree. All amounts are the stored ones of the statement and its bills; nothing is rated or added up again on the way to paper. A bill whose parts do not add
/// up is refused by <see cref="Verify"/> (L5).
/// </summary>
public sealed record BillDocument
{
    public required BillTown Town { get; init; }

    /// <summary>What sort of bill this is; it decides the title.</summary>
    public BillKind Kind { get; init; }

    public required BillLanguage Language { get; init; }

    /// <summary>The number printed on the bill; unique in the town.</summary>
    public required string BillNumber { get; init; }

    /// <summary>As customers know it, with its dashes and leading zeros.</summary>
    public required string AccountNumber { get; init; }

    /// <summary>The payer's name and mailing address, line by line, as the post office wants them; at most six lines show in a window envelope.</summary>
    public required IReadOnlyList<string> MailTo { get; init; }

    public required string ServiceAddress { get; init; }

    public required DateOnly BillDate { get; init; }

    public required DateOnly DueDate { get; init; }

    /// <summary>First day that this bill charges for.</summary>
    public required DateOnly ServiceFrom { get; init; }

    /// <summary>Last day that this bill charges for.</summary>
    public required DateOnly ServiceThrough { get; init; }

    public required BillFigures Figures { get; init; }

    /// <summary>Reads of every register that this bill used, old and new meter apart where one was changed. Empty when nothing is metered.</summary>
    public IReadOnlyList<BillRead> Reads { get; init; } = [];

    /// <summary>The charges, one group per service, in the town's order.</summary>
    public required IReadOnlyList<BillService> Services { get; init; }

    /// <summary>Usage of the last thirteen months; null when nothing is metered.</summary>
    public BillUsage? Usage { get; init; }

    /// <summary>Set when the bill is drafted from the customer's bank; the stub then says not to pay.</summary>
    public BillAutopay? Autopay { get; init; }

    /// <summary>Notices for this account, cycle or class, most important first.</summary>
    public IReadOnlyList<BillText> Messages { get; init; } = [];

    public required BillStub Stub { get; init; }

    /// <summary>One line per unit of a statement for several (BR-11), in the order of their bills; empty for a single bill.</summary>
    public IReadOnlyList<BillUnit> Units { get; init; } = [];

    /// <summary>How this copy is mailed. No part of what the statement says: each copy has its own.</summary>
    [JsonIgnore]
    public BillMailing? Mailing { get; init; }

    /// <summary>Days of service charged for, first and last counted.</summary>
    public int ServiceDays => ServiceThrough.DayNumber - ServiceFrom.DayNumber + 1;

    /// <summary>Whether the customer has to send money: something is due and no draft takes it.</summary>
    public bool MustPay => Figures.AmountDue > 0 && Autopay is null;

    /// <summary>Refuses a bill whose lines do not make its current charges or whose figures do not make the amount due.</summary>
    public void Verify()
    {
        var lines = Services.Sum(s => s.Total);
        if (lines != Figures.CurrentCharges)
            throw new BusinessException(BillingErrorCodes.BillDocument.LinesDoNotAddUp)
                .WithData("Bill", BillNumber).WithData("Lines", lines).WithData("Charges", Figures.CurrentCharges);
        if (Figures.Sum != Figures.AmountDue)
            throw new BusinessException(BillingErrorCodes.BillDocument.FiguresDoNotAddUp)
                .WithData("Bill", BillNumber).WithData("Figures", Figures.Sum).WithData("AmountDue", Figures.AmountDue);
        if (Units.Count > 0 && Units.Sum(u => u.Amount) is var units && units != Figures.CurrentCharges)
            throw new BusinessException(BillingErrorCodes.BillDocument.UnitsDoNotAddUp)
                .WithData("Bill", BillNumber).WithData("Units", units).WithData("Charges", Figures.CurrentCharges);
    }
}

/// <summary>The sorts of bill: the cycle's own, a past-due bill, the last one at a premise, and one that replaces a cancelled bill.</summary>
public enum BillKind
{
    Regular,
    PastDue,
    Final,
    Corrected,
}

/// <summary>The town as a bill shows it: all of it town data.</summary>
/// <param name="Name">As in the letterhead: City of Riverbend.</param>
/// <param name="Department">Utility Billing, or whatever the town calls it.</param>
/// <param name="AddressLines">The office's street address.</param>
/// <param name="RemitTo">Where payments are mailed: the name and address in the return envelope's window.</param>
/// <param name="Phone">As customers dial it.</param>
public sealed record BillTown(string Name, BillText Department, IReadOnlyList<string> AddressLines, IReadOnlyList<string> RemitTo, string Phone)
{
    public string? Website { get; init; }

    public BillText? OfficeHours { get; init; }

    /// <summary>Address of the town's payment page; a QR code leads there.</summary>
    public string? PayOnlineUrl { get; init; }

    /// <summary>The town's colour as RRGGBB. Dark enough for white print upon it: 4.5 to 1.</summary>
    public string AccentColor { get; init; } = "17456E";
}

/// <summary>
/// The statement's figures as frozen at posting, each signed as it changes the balance: payments and credits are negative. Previous balance, payments, adjustments,
/// penalties, deposit and current charges make the amount due, which is negative when the customer is in credit.
/// </summary>
/// <param name="PreviousBalance">Balance of the statement before.</param>
/// <param name="Payments">Received since, negative.</param>
/// <param name="Adjustments">Corrections since, either sign.</param>
/// <param name="CurrentCharges">Sum of this bill's lines.</param>
/// <param name="AmountDue">What the customer owes in all.</param>
public sealed record BillFigures(decimal PreviousBalance, decimal Payments, decimal Adjustments, decimal CurrentCharges, decimal AmountDue)
{
    /// <summary>Late charges and fees since the statement before.</summary>
    public decimal Penalties { get; init; }

    /// <summary>Deposit billed (positive) or applied (negative).</summary>
    public decimal Deposit { get; init; }

    /// <summary>The part of <see cref="AmountDue"/> whose due date has passed already; zero when there is none.</summary>
    public decimal PastDue { get; init; }

    internal decimal Sum => PreviousBalance + Payments + Adjustments + Penalties + Deposit + CurrentCharges;
}

/// <summary>One register's reads and what they came to. Dates are the days on which they were read.</summary>
/// <param name="Meter">Meter number, with the register's name where there are several.</param>
/// <param name="Days">Days between the reads.</param>
/// <param name="Usage">In <paramref name="Unit"/>.</param>
public sealed record BillRead(string Meter, BillReadValue Previous, BillReadValue Current, int Days, decimal Usage, string Unit);

/// <summary>A read as the dial showed it, or as it was estimated.</summary>
public sealed record BillReadValue(DateOnly Date, decimal Value, bool IsEstimated);

/// <summary>The charges for one service.</summary>
public sealed record BillService(BillText Name, IReadOnlyList<BillLine> Lines)
{
    public decimal Total => Lines.Sum(l => l.Amount);
}

/// <summary>One charge in plain words. <paramref name="Arithmetic"/> shows how it was made: <c>7 ccf × $2.91</c>; null when there is nothing to show, as for a flat fee.</summary>
public sealed record BillLine(BillText Label, BillText? Arithmetic, decimal Amount);

/// <summary>When and from where the bill is drafted. <paramref name="BankAccount"/> is masked: <c>•••• 4321</c>.</summary>
public sealed record BillAutopay(DateOnly DraftDate, string BankAccount);

/// <summary>The part that comes back with the payment. <paramref name="ScanLine"/> is what the town's or the bank's reader reads; see <see cref="ScanLineLayout"/>.</summary>
public sealed record BillStub(string ScanLine);

/// <summary>One unit of a statement for several: where, which bill, what it used and what it is charged.</summary>
/// <param name="Usage">Empty when nothing is metered there.</param>
public sealed record BillUnit(string Address, string BillNumber, DateOnly From, DateOnly Through, decimal? Usage, bool IsEstimated, decimal Amount);

/// <summary>How one copy is mailed.</summary>
/// <param name="Kind">Whose copy it is; other copies than the payer's say so.</param>
/// <param name="Bars">The 65 letters of the Intelligent Mail barcode; empty when none is printed.</param>
/// <param name="Digits">The digits in the bars, for whoever looks for the piece.</param>
public sealed record BillMailing(RecipientKind Kind, string? Bars = null, string? Digits = null);
