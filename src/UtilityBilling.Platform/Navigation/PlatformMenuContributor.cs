using UtilityBilling.Navigation;
using UtilityBilling.Platform.Permissions;

namespace UtilityBilling.Platform;

internal sealed class PlatformMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Items() =>
    [
        new(MenuGroups.Today, "Today", "Menu:Today", "/", "home", ""),
        new(MenuGroups.Administration, "Approvals", "Menu:Approvals", "/Approvals", "checklist", PlatformPermissions.Approvals.View, 10),
        new(MenuGroups.Administration, "AuditLog", "Menu:AuditLog", "/Administration/AuditLog", "history", PlatformPermissions.AuditLog.View, 20),
        new(MenuGroups.Administration, "SecurityLog", "Menu:SecurityLog", "/Administration/SecurityLog", "shield-lock", PlatformPermissions.AuditLog.View, 25),
        new(MenuGroups.Administration, "Users", "Menu:Users", "/Administration/Users", "users", PlatformPermissions.Users.View, 30),
        new(MenuGroups.Administration, "Roles", "Menu:Roles", "/Administration/Roles", "shield-check", PlatformPermissions.Roles.View, 40),
        new(MenuGroups.Administration, "Settings", "Menu:Settings", "/Administration/Settings", "settings", PlatformPermissions.Settings.View, 50),
        new(MenuGroups.Administration, "Jobs", "Menu:Jobs", "/Administration/Jobs", "hourglass", PlatformPermissions.Jobs.View, 60),
        new(MenuGroups.Administration, "Backups", "Menu:Backups", "/Administration/Backups", "shield-check", PlatformPermissions.Backups.View, 65),
        new(MenuGroups.Administration, "Towns", "Menu:Towns", "/Administration/Towns", "building-community", PlatformPermissions.Towns.Manage, 70),
    ];
}
