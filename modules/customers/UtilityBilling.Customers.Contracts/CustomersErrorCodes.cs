namespace UtilityBilling.Customers;

/// <summary>What this module refuses, each with its sentence in <c>en.json</c> and <c>es.json</c>.</summary>
public static class CustomersErrorCodes
{
    public const string StaleForm = "Customers:Error.StaleForm";
    public const string MailingAddressIncomplete = "Customers:Error.MailingAddressIncomplete";
    public const string FirstNameMissing = "Customers:Error.FirstNameMissing";
    public const string AddressTaken = "Customers:Error.AddressTaken";
    public const string OwnerNotAfterFormer = "Customers:Error.OwnerNotAfterFormer";
    public const string ShutOffReasonMissing = "Customers:Error.ShutOffReasonMissing";
    public const string NoteIsEmpty = "Customers:Error.NoteIsEmpty";

    public static class Recipient
    {
        public const string NowhereToSend = "Customers:Error.Recipient.NowhereToSend";
        public const string AddressIncomplete = "Customers:Error.Recipient.AddressIncomplete";
        public const string GetsNothing = "Customers:Error.Recipient.GetsNothing";
        public const string EndsBeforeItBegins = "Customers:Error.Recipient.EndsBeforeItBegins";
    }

    public static class MoveIn
    {
        public const string PremiseMissing = "Customers:Error.MoveIn.PremiseMissing";
        public const string CustomerMissing = "Customers:Error.MoveIn.CustomerMissing";
        public const string NoService = "Customers:Error.MoveIn.NoService";
        public const string ServiceIncomplete = "Customers:Error.MoveIn.ServiceIncomplete";
        public const string ServiceTwice = "Customers:Error.MoveIn.ServiceTwice";
        public const string RateOfOtherService = "Customers:Error.MoveIn.RateOfOtherService";
        public const string PointOfOtherPremise = "Customers:Error.MoveIn.PointOfOtherPremise";
        public const string UsageSourceMissing = "Customers:Error.MoveIn.UsageSourceMissing";
        public const string SomebodyStillThere = "Customers:Error.MoveIn.SomebodyStillThere";
        public const string OldDebt = "Customers:Error.MoveIn.OldDebt";
        public const string OverrideRight = "Customers:Error.MoveIn.OverrideRight";
        public const string OverrideReason = "Customers:Error.MoveIn.OverrideReason";
        public const string NotPending = "Customers:Error.MoveIn.NotPending";
        public const string TooEarly = "Customers:Error.MoveIn.TooEarly";
    }

    public static class MoveOut
    {
        public const string NotLivingThere = "Customers:Error.MoveOut.NotLivingThere";
        public const string BeforeMoveIn = "Customers:Error.MoveOut.BeforeMoveIn";
        public const string ServiceBegunLater = "Customers:Error.MoveOut.ServiceBegunLater";
        public const string ReadInFuture = "Customers:Error.MoveOut.ReadInFuture";
        public const string ReadOfOtherMeter = "Customers:Error.MoveOut.ReadOfOtherMeter";
    }

    public static class UndoMoveOut
    {
        public const string NotFinal = "Customers:Error.UndoMoveOut.NotFinal";
        public const string Billed = "Customers:Error.UndoMoveOut.Billed";
        public const string InRun = "Customers:Error.UndoMoveOut.InRun";
        public const string NextCounted = "Customers:Error.UndoMoveOut.NextCounted";
        public const string EnrolledSince = "Customers:Error.UndoMoveOut.EnrolledSince";
    }

    public static class Stop
    {
        public const string RestartNotAfter = "Customers:Error.Stop.RestartNotAfter";
        public const string Outside = "Customers:Error.Stop.Outside";
        public const string Overlap = "Customers:Error.Stop.Overlap";
        public const string OverlapNow = "Customers:Error.Stop.OverlapNow";
        public const string TakenBack = "Customers:Error.Stop.TakenBack";
    }

    public static class Reversion
    {
        public const string NoPremise = "Customers:Error.Reversion.NoPremise";
        public const string EndNotAfterStart = "Customers:Error.Reversion.EndNotAfterStart";
        public const string EndOutside = "Customers:Error.Reversion.EndOutside";
        public const string Overlap = "Customers:Error.Reversion.Overlap";
        public const string OverlapNow = "Customers:Error.Reversion.OverlapNow";
        public const string AlreadyEnded = "Customers:Error.Reversion.AlreadyEnded";
    }

    public static class Void
    {
        public const string ReasonMissing = "Customers:Error.Void.ReasonMissing";
        public const string AlreadyUsed = "Customers:Error.Void.AlreadyUsed";
        public const string AlreadyEnded = "Customers:Error.Void.AlreadyEnded";
    }

    public static class OwnAccount
    {
        public const string Refused = "Customers:Error.OwnAccount.Refused";
        public const string Unknown = "Customers:Error.OwnAccount.Unknown";
        public const string TooMany = "Customers:Error.OwnAccount.TooMany";
        public const string NotTakenAwayByOneself = "Customers:Error.OwnAccount.NotTakenAwayByOneself";
    }

    public static class Fact
    {
        public const string Unknown = "Customers:Error.Fact.Unknown";
        public const string NotANumber = "Customers:Error.Fact.NotANumber";
        public const string NotYesOrNo = "Customers:Error.Fact.NotYesOrNo";
        public const string SameDay = "Customers:Error.Fact.SameDay";
        public const string EndNotAfterStart = "Customers:Error.Fact.EndNotAfterStart";
        public const string EndOutside = "Customers:Error.Fact.EndOutside";
        public const string Overlap = "Customers:Error.Fact.Overlap";
        public const string OverlapOpen = "Customers:Error.Fact.OverlapOpen";
        public const string OverlapNow = "Customers:Error.Fact.OverlapNow";
    }

    public static class Enrollment
    {
        /// <summary>What every refusal of an enrolment begins with.</summary>
        public const string Prefix = "Customers:Error.Enrollment.";

        public const string ProgramUnknown = "Customers:Error.Enrollment.ProgramUnknown";
        public const string NotLivingThere = "Customers:Error.Enrollment.NotLivingThere";
        public const string EndNotAfterStart = "Customers:Error.Enrollment.EndNotAfterStart";
        public const string ReviewOutside = "Customers:Error.Enrollment.ReviewOutside";
        public const string Overlap = "Customers:Error.Enrollment.Overlap";
        public const string OverlapOpen = "Customers:Error.Enrollment.OverlapOpen";
        public const string OverlapNow = "Customers:Error.Enrollment.OverlapNow";
        public const string EndOutside = "Customers:Error.Enrollment.EndOutside";
        public const string NothingToRenew = "Customers:Error.Enrollment.NothingToRenew";
        public const string TakenBack = "Customers:Error.Enrollment.TakenBack";
    }

    public static class EnrollmentFile
    {
        public const string SameFile = "Customers:Error.EnrollmentFile.SameFile";
        public const string TooLarge = "Customers:Error.EnrollmentFile.TooLarge";
        public const string Empty = "Customers:Error.EnrollmentFile.Empty";
        public const string ColumnsMissing = "Customers:Error.EnrollmentFile.ColumnsMissing";
        public const string NotPreviewed = "Customers:Error.EnrollmentFile.NotPreviewed";
        public const string NothingGood = "Customers:Error.EnrollmentFile.NothingGood";
        public const string ChangedSince = "Customers:Error.EnrollmentFile.ChangedSince";
        public const string NotApplied = "Customers:Error.EnrollmentFile.NotApplied";
        public const string ReasonMissing = "Customers:Error.EnrollmentFile.ReasonMissing";
    }

    public static class ServiceChange
    {
        public const string NoRate = "Customers:Error.ServiceChange.NoRate";
        public const string NoService = "Customers:Error.ServiceChange.NoService";
        public const string Metered = "Customers:Error.ServiceChange.Metered";
        public const string FactIncomplete = "Customers:Error.ServiceChange.FactIncomplete";
        public const string NotPreviewed = "Customers:Error.ServiceChange.NotPreviewed";
        public const string NotAwaiting = "Customers:Error.ServiceChange.NotAwaiting";
        public const string NothingGood = "Customers:Error.ServiceChange.NothingGood";
        public const string ChangedSince = "Customers:Error.ServiceChange.ChangedSince";
        public const string OwnApproval = "Customers:Error.ServiceChange.OwnApproval";
        public const string NotApplied = "Customers:Error.ServiceChange.NotApplied";
        public const string ReasonMissing = "Customers:Error.ServiceChange.ReasonMissing";
        public const string Counted = "Customers:Error.ServiceChange.Counted";
        public const string InUse = "Customers:Error.ServiceChange.InUse";
    }

    public static class Import
    {
        public const string AgreementIncomplete = "Customers:Error.Import.AgreementIncomplete";
        public const string SpanWrong = "Customers:Error.Import.SpanWrong";
        public const string KeyTaken = "Customers:Error.Import.KeyTaken";
        public const string Overlap = "Customers:Error.Import.Overlap";
    }
}
