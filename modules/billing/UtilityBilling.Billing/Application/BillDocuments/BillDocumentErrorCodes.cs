namespace UtilityBilling.Billing.BillDocuments;

/// <summary>Why a bill is not printed.</summary>
public static class BillDocumentErrorCodes
{
    public const string LinesDoNotAddUp = "Billing:BillDocument.LinesDoNotAddUp";
    public const string FiguresDoNotAddUp = "Billing:BillDocument.FiguresDoNotAddUp";
    public const string ScanFieldTooLong = "Billing:BillDocument.ScanFieldTooLong";
}
