using Shouldly;
using UtilityBilling.Authorization;
using UtilityBilling.Billing;
using UtilityBilling.Platform.Permissions;
using Xunit;

namespace UtilityBilling.UnitTests.Platform;

public sealed class RightsTests
{
    private static readonly PermissionCatalog Catalog = new([new PlatformPermissionDefinitionProvider(), new BillingPermissionDefinitionProvider()]);

    [Theory]
    [InlineData(BillingPermissions.BillRuns.Approve, true)]
    [InlineData(BillingPermissions.Ledger.ApproveAdjustment, true)]
    [InlineData(BillingPermissions.BillRuns.Prepare, false)]
    [InlineData(PlatformPermissions.Approvals.View, false)]
    public void A_right_that_approves_is_known_by_its_act(string right, bool approves) => ApprovingRights.IsApproving(right).ShouldBe(approves);

    [Fact]
    public void To_prepare_and_to_approve_is_a_conflict_named_once() =>
        ApprovingRights.Conflicts(Catalog, new HashSet<string> { BillingPermissions.BillRuns.Prepare, BillingPermissions.BillRuns.Approve, BillingPermissions.BillRuns.View })
            .ShouldBe([new RightsConflict(BillingPermissions.BillRuns.Approve, BillingPermissions.BillRuns.Prepare)]);

    [Fact]
    public void Whoever_administers_people_and_approves_money_is_in_conflict() =>
        ApprovingRights.Conflicts(Catalog, new HashSet<string> { PlatformPermissions.Users.Manage, BillingPermissions.Ledger.ApproveAdjustment })
            .ShouldBe([new RightsConflict(BillingPermissions.Ledger.ApproveAdjustment, PlatformPermissions.Users.Manage)]);

    [Fact]
    public void No_seeded_role_is_in_conflict_with_itself()
    {
        foreach (var role in RoleNames.All)
            ApprovingRights.Conflicts(Catalog, Catalog.All.Where(p => p.DefaultRoles.Contains(role)).Select(p => p.Name).ToHashSet()).ShouldBeEmpty(role);
    }

    [Fact]
    public void The_seeded_auditor_holds_reading_rights_only()
    {
        var held = Catalog.All.Where(p => p.DefaultRoles.Contains(RoleNames.Auditor)).Select(p => p.Name).ToList();
        held.ShouldContain(PlatformPermissions.AuditLog.Verify);
        held.ShouldAllBe(name => name.EndsWith(".View", StringComparison.Ordinal) || name.EndsWith(".Export", StringComparison.Ordinal) || name.EndsWith(".Verify", StringComparison.Ordinal) || name.EndsWith(".Print", StringComparison.Ordinal));
    }

    [Fact]
    public void The_seeded_administrator_handles_no_money() =>
        Catalog.All.Where(p => p.DefaultRoles.Contains(RoleNames.Administrator)).ShouldAllBe(p => p.Group == PlatformPermissions.Group);

    [Fact]
    public void No_role_is_given_the_right_over_towns() => Catalog.ByName[PlatformPermissions.Towns.Manage].DefaultRoles.ShouldBeEmpty();
}
