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
        public const string ScanLineUnreadable = "Billing:BillDocument.ScanLineUnreadable";
        public const string UnitsDoNotAddUp = "Billing:BillDocument.UnitsDoNotAddUp";
    }

    /// <summary>Why a piece of mail has no code.</summary>
    public static class Mail
    {
        public const string BarcodeDigits = "Billing:Mail.BarcodeDigits";
        public const string MailerNumbers = "Billing:Mail.MailerNumbers";
    }
}
