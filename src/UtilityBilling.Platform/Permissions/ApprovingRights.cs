using UtilityBilling.Authorization;

namespace UtilityBilling.Platform.Permissions;

/// <summary>Which rights decide on another person's work, and which rights one person should not hold together.</summary>
internal static class ApprovingRights
{
    private static readonly string[] AdministersAccess = [PlatformPermissions.Users.Manage, PlatformPermissions.Roles.Manage];

    /// <summary>A right whose act is to approve: <c>Billing.BillRuns.Approve</c>, <c>Billing.Ledger.ApproveAdjustment</c>.</summary>
    public static bool IsApproving(string permission) =>
        permission[(permission.LastIndexOf('.') + 1)..].StartsWith("Approve", StringComparison.Ordinal)
        && !permission.StartsWith(PlatformPermissions.Approvals.View, StringComparison.Ordinal);

    /// <summary>
    /// Every pair of rights in the set that one person should not hold: what the modules name, and whoever administers users or roles together with a right to approve.
    /// </summary>
    public static IReadOnlyList<RightsConflict> Conflicts(PermissionCatalog catalog, IReadOnlySet<string> held)
    {
        var named = held.Where(catalog.ByName.ContainsKey)
            .SelectMany(p => catalog.ByName[p].Conflicts.Where(held.Contains).Select(other => Pair(p, other)));
        var access = AdministersAccess.Where(held.Contains)
            .SelectMany(p => held.Where(IsApproving).Select(other => Pair(p, other)));
        return [.. named.Concat(access).Distinct().OrderBy(c => c.First, StringComparer.Ordinal).ThenBy(c => c.Second, StringComparer.Ordinal)];
    }

    private static RightsConflict Pair(string a, string b) =>
        string.CompareOrdinal(a, b) <= 0 ? new RightsConflict(a, b) : new RightsConflict(b, a);
}

/// <summary>Two rights that one person should not hold together.</summary>
public sealed record RightsConflict(string First, string Second);
