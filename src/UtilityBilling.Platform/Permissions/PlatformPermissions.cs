using UtilityBilling.Authorization;
using static UtilityBilling.Authorization.RoleNames;

namespace UtilityBilling.Platform.Permissions;

/// <summary>Rights over the people, roles, settings, jobs and records of a town.</summary>
public static class PlatformPermissions
{
    public const string Group = "Platform";

    public static class Users
    {
        public const string View = "Platform.Users.View";
        public const string Manage = "Platform.Users.Manage";
    }

    public static class Roles
    {
        public const string View = "Platform.Roles.View";
        public const string Manage = "Platform.Roles.Manage";
    }

    public static class Settings
    {
        public const string View = "Platform.Settings.View";
        public const string Manage = "Platform.Settings.Manage";
    }

    public static class AuditLog
    {
        public const string View = "Platform.AuditLog.View";
        public const string Export = "Platform.AuditLog.Export";

        /// <summary>Recompute the chain to prove that no record was changed, removed or cut off.</summary>
        public const string Verify = "Platform.AuditLog.Verify";
    }

    public static class Backups
    {
        public const string View = "Platform.Backups.View";
    }

    public static class Jobs
    {
        public const string View = "Platform.Jobs.View";

        /// <summary>Start a failed job again.</summary>
        public const string Manage = "Platform.Jobs.Manage";
    }

    public static class Approvals
    {
        /// <summary>See what waits for a second person. Deciding needs the right of the act itself.</summary>
        public const string View = "Platform.Approvals.View";
    }

    public static class Towns
    {
        /// <summary>Open, change and close towns. Held by host administrators alone; no role can hold it.</summary>
        public const string Manage = "Platform.Towns.Manage";
    }
}

public sealed class PlatformPermissionDefinitionProvider : PermissionDefinitionProvider
{
    public override void Define(PermissionDefinitionContext context)
    {
        context.Add(PlatformPermissions.Group, PlatformPermissions.Users.View, Administrator, Auditor);
        context.Add(PlatformPermissions.Group, PlatformPermissions.Users.Manage, Administrator);
        context.Add(PlatformPermissions.Group, PlatformPermissions.Roles.View, Administrator, Auditor);
        context.Add(PlatformPermissions.Group, PlatformPermissions.Roles.Manage, Administrator);
        context.Add(PlatformPermissions.Group, PlatformPermissions.Settings.View, Administrator, FinanceDirector, Technician, Auditor);
        context.Add(PlatformPermissions.Group, PlatformPermissions.Settings.Manage, Administrator);
        context.Add(PlatformPermissions.Group, PlatformPermissions.AuditLog.View, Administrator, FinanceDirector, Auditor);
        context.Add(PlatformPermissions.Group, PlatformPermissions.AuditLog.Export, FinanceDirector, Auditor);
        context.Add(PlatformPermissions.Group, PlatformPermissions.AuditLog.Verify, Administrator, FinanceDirector, Auditor);
        context.Add(PlatformPermissions.Group, PlatformPermissions.Backups.View, Administrator, FinanceDirector, Auditor);
        context.Add(PlatformPermissions.Group, PlatformPermissions.Jobs.View, Administrator, Technician, Auditor);
        context.Add(PlatformPermissions.Group, PlatformPermissions.Jobs.Manage, Administrator, Technician);
        context.Add(PlatformPermissions.Group, PlatformPermissions.Approvals.View, Technician, FinanceDirector, Auditor);
        context.Add(PlatformPermissions.Group, PlatformPermissions.Towns.Manage);
    }
}
