namespace UtilityBilling.Billing;

/// <summary>Refusals of this module that others look for. Each code is the key of its sentence.</summary>
public static class BillingErrorCodes
{
    /// <summary>A fee hangs on something that the one who charges it does not know.</summary>
    public const string FeeNeedsFact = "Billing:Tariff.FeeNeedsFact";

    /// <summary>Why a bill is not printed.</summary>
    public static class BillDocument
    {
        public const string LinesDoNotAddUp = "Billing:BillDocument.LinesDoNotAddUp";
        public const string FiguresDoNotAddUp = "Billing:BillDocument.FiguresDoNotAddUp";
        public const string ScanFieldTooLong = "Billing:BillDocument.ScanFieldTooLong";
    }
}
