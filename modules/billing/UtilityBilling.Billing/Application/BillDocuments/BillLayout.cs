using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>
/// Where things stand on a letter page folded in three. The mailing address falls into the window of a number 10 envelope (7/8 inch from the left, 1/2 inch from the
/// bottom), the remittance address into that of a number 9 return envelope.
/// </summary>
internal static class BillLayout
{
    public const Points PanelLeft = 344;
    public const Points PanelTop = 30;
    public const Points PanelBottom = 262;

    public const Points MailLeft = 72;
    public const Points MailTop = 158;
    public const Points MailWidth = 250;

    public const Points BodyTop = 270;
    public const Points BodyBottom = 530;
    public const Points LeftWidth = 258;
    public const Points ChargesLeft = 312;
    public const Points ChargesWidth = BillCanvas.Right - ChargesLeft;

    public const Points StubTop = 540;
    public const Points RemitTop = 694;
    public const Points ScanLineBaseline = 766;

    public const Points ContinuationTop = 96;
    public const Points ContinuationBottom = 750;
    public const Points ContinuationWidth = BillCanvas.Right - BillCanvas.Margin;

    /// <summary>Reads that the first page has room for beside the graph.</summary>
    public const int ReadsOnFirstPage = 4;

    public const Points ReadHeight = 20;
    public const Points ServiceHeight = 14;
    public const Points LineHeight = 10.6f;
    public const Points SmallLineHeight = 8.8f;
    public const Points ServiceGap = 2.5f;
    public const Points TotalHeight = 18;
    public const Points MessageLeading = 9.6f;
    public const Points MessageSize = 7.5f;
}
