using UtilityBilling.Authorization;
using static UtilityBilling.Authorization.RoleNames;

namespace UtilityBilling.Metering;

/// <summary>Rights over meters, read files and read exceptions.</summary>
public static class MeteringPermissions
{
    public const string Group = "Metering";

    public static class Meters
    {
        public const string View = "Metering.Meters.View";

        /// <summary>Put meters in, take them out, change a register's multiplier, dials or unit.</summary>
        public const string Edit = "Metering.Meters.Edit";
    }

    public static class Reads
    {
        public const string View = "Metering.Reads.View";

        /// <summary>Upload, import and reverse read files.</summary>
        public const string Import = "Metering.Reads.Import";

        /// <summary>Accept, estimate, re-read and hold doubtful reads.</summary>
        public const string Review = "Metering.Reads.Review";
    }
}

public sealed class MeteringPermissionDefinitionProvider : PermissionDefinitionProvider
{
    public override void Define(PermissionDefinitionContext context)
    {
        context.Add(MeteringPermissions.Group, MeteringPermissions.Meters.View, Technician, FieldWorker, CustomerService, FinanceDirector, Auditor);
        context.Add(MeteringPermissions.Group, MeteringPermissions.Meters.Edit, Technician, FieldWorker);
        context.Add(MeteringPermissions.Group, MeteringPermissions.Reads.View, Technician, FieldWorker, CustomerService, FinanceDirector, Auditor);
        context.Add(MeteringPermissions.Group, MeteringPermissions.Reads.Import, Technician);
        context.Add(MeteringPermissions.Group, MeteringPermissions.Reads.Review, Technician);
    }
}
