using Shouldly;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.UnitTests.Platform;

public sealed class ApprovalRulesTests
{
    private static readonly Actor Preparer = new(new Guid(1, 0, 0, new byte[8]), "ana", "Ana");
    private static readonly Actor Second = new(new Guid(2, 0, 0, new byte[8]), "ben", "Ben");

    private static Approval Asked(ApprovalState state = ApprovalState.Open) => new()
    {
        Id = new Guid(9, 0, 0, new byte[8]), Kind = "Test.Act", RecordId = new Guid(8, 0, 0, new byte[8]), Summary = "from 1 to 2",
        PreparedBy = Preparer.UserId, PreparedByName = Preparer.DisplayName, PreparedAt = DateTimeOffset.UnixEpoch, State = state,
    };

    [Fact]
    public void A_second_person_may_approve_without_a_reason() => ApprovalRules.Refusal(Asked(), Second, approve: true, reason: null).ShouldBeNull();

    [Fact]
    public void The_preparer_may_neither_approve_nor_decline()
    {
        ApprovalRules.Refusal(Asked(), Preparer, approve: true, reason: null)!.Code.ShouldBe("Platform:Approval.OwnWork");
        ApprovalRules.Refusal(Asked(), Preparer, approve: false, reason: "no")!.Code.ShouldBe("Platform:Approval.OwnWork");
    }

    [Fact]
    public void The_system_never_decides() => ApprovalRules.Refusal(Asked(), Actor.System, approve: true, reason: null)!.Code.ShouldBe("Platform:Approval.SystemDecides");

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void Declining_needs_a_reason(string? reason) => ApprovalRules.Refusal(Asked(), Second, approve: false, reason)!.Code.ShouldBe("Platform:ReasonMissing");

    [Fact]
    public void What_is_decided_or_replaced_cannot_be_decided_again()
    {
        ApprovalRules.Refusal(Asked(ApprovalState.Approved), Second, approve: false, reason: "late")!.Code.ShouldBe("Platform:Approval.AlreadyDecided");
        ApprovalRules.Refusal(Asked(ApprovalState.Replaced), Second, approve: true, reason: null)!.Code.ShouldBe("Platform:Approval.Stale");
    }
}
