namespace UtilityBilling.Metering;

/// <summary>Refusals of this module: each code is the key of a sentence in `Localization`.</summary>
public static class MeteringErrorCodes
{
    public const string SerialTaken = "Metering:Meter.SerialTaken";
    public const string RouteTaken = "Metering:Route.CodeTaken";
    public const string SpanBackwards = "Metering:Meter.SpanBackwards";
    public const string RegisterNonsense = "Metering:Meter.RegisterNonsense";
    public const string NoRegister = "Metering:Meter.NoRegister";
    public const string RegisterTwice = "Metering:Meter.RegisterTwice";
    public const string AlreadyInstalled = "Metering:Meter.AlreadyInstalled";
    public const string PointTaken = "Metering:Meter.PointTaken";
    public const string NotInstalled = "Metering:Meter.NotInstalled";
    public const string Retired = "Metering:Meter.Retired";
    public const string OutReadMissing = "Metering:Meter.OutReadMissing";
    public const string BeforeLastRead = "Metering:Meter.BeforeLastRead";
    public const string DateInFuture = "Metering:Meter.DateInFuture";
    public const string PointUnknown = "Metering:Meter.PointUnknown";

    public const string FileTwice = "Metering:ReadFile.Twice";
    public const string ContentTwice = "Metering:ReadFile.ContentTwice";
    public const string LayoutUnknown = "Metering:ReadFile.LayoutUnknown";
    public const string FileInDoubt = "Metering:ReadFile.InDoubt";
    public const string FileBilled = "Metering:ReadFile.Billed";
    public const string FileSuperseded = "Metering:ReadFile.Superseded";
    public const string ReasonMissing = "Metering:ReasonMissing";
    public const string ReadsChanged = "Metering:ReadFile.ReadsChanged";
    public const string NothingChosen = "Metering:ReadReview.NothingChosen";
    public const string TooManyChosen = "Metering:ReadReview.TooMany";
    public const string Decided = "Metering:ReadReview.Decided";
    public const string NothingToAccept = "Metering:ReadReview.NothingToAccept";
    public const string UsageUnknown = "Metering:ReadReview.UsageUnknown";
    public const string NoEstimate = "Metering:ReadReview.NoEstimate";
    public const string HoldDate = "Metering:ReadReview.HoldDate";
    public const string ReadBilled = "Metering:Read.Billed";
    public const string ValueMissing = "Metering:Read.ValueMissing";
    public const string ReadFollowed = "Metering:Read.Followed";
    public const string ReadKnown = "Metering:Read.Known";
    public const string ReadBackdated = "Metering:Read.Backdated";
    public const string ReadInFuture = "Metering:Read.InFuture";
    public const string ReadDoubtful = "Metering:Read.Doubtful";
    public const string ReadDoesNotFit = "Metering:Read.DoesNotFit";
    public const string ReadNotInstalled = "Metering:Read.NotInstalled";
}
