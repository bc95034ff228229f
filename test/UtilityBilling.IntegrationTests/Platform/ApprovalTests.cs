using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using UtilityBilling.Approvals;
using UtilityBilling.Billing;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.TestBase;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Platform;

public sealed class ApprovalTests : IAsyncLifetime
{
    private const string Kind = "Test.Act";
    private static readonly Guid Record = new("018f0000-0000-7000-8000-000000000001");

    private readonly RecordingHandler _handler = new();
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(services => services.AddSingleton<IApprovalHandler>(_handler));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_second_person_with_the_right_approves_and_the_act_takes_effect()
    {
        var id = await RequestAsync(_host.Alder.Technician);
        await DecideAsync(_host.Alder.Director, id, approve: true, null);
        _handler.Approved.ShouldBe([Record]);
        await Should.ThrowAsync<BusinessException>(() => DecideAsync(_host.Alder.Director, id, approve: true, null));
        _handler.Approved.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_preparer_is_refused_and_the_refusal_stands_in_the_security_log()
    {
        var id = await RequestAsync(_host.Alder.Director);
        var refusal = await Should.ThrowAsync<BusinessException>(() => DecideAsync(_host.Alder.Director, id, approve: true, null));
        refusal.Code.ShouldBe("Platform:Approval.OwnWork");
        _handler.Approved.ShouldBeEmpty();
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from audit.security_logs where action = 'ApprovalRefused' and user_name = 'alder.director'")).ShouldBe(1);
    }

    [Fact]
    public async Task The_database_itself_refuses_a_decision_by_the_preparer()
    {
        var id = await RequestAsync(_host.Alder.Technician);
        var refused = await Should.ThrowAsync<PostgresException>(() => _host.Database.ExecuteAsOwnerAsync(
            $"update platform.approvals set state = 'Approved', decided_by = prepared_by, decided_by_name = prepared_by_name, decided_at = now() where id = '{id}'"));
        refused.ConstraintName.ShouldBe("ck_approvals_second_person");
    }

    [Fact]
    public async Task Without_the_right_of_the_act_nobody_decides()
    {
        var id = await RequestAsync(_host.Alder.Technician);
        await Should.ThrowAsync<PermissionDeniedException>(() => DecideAsync(_host.Alder.Cashier, id, approve: true, null));
        await Should.ThrowAsync<PermissionDeniedException>(() => DecideAsync(Actor.System, id, approve: true, null));
    }

    [Fact]
    public async Task The_other_town_does_not_see_it()
    {
        var id = await RequestAsync(_host.Alder.Technician);
        await Should.ThrowAsync<EntityNotFoundException>(() => _host.Birch.WriteAsync(_host.Birch.Director, s => s.GetRequiredService<IApprovalManager>().DecideAsync(id, true, null)));
    }

    [Fact]
    public async Task Asking_again_after_a_change_replaces_the_first_request()
    {
        var first = await RequestAsync(_host.Alder.Technician);
        var second = await RequestAsync(_host.Alder.Technician);
        var stale = await Should.ThrowAsync<BusinessException>(() => DecideAsync(_host.Alder.Director, first, approve: true, null));
        stale.Code.ShouldBe("Platform:Approval.Stale");
        await DecideAsync(_host.Alder.Director, second, approve: false, "The amount is too high.");
        _handler.Declined.ShouldBe([(Record, "The amount is too high.")]);
    }

    [Fact]
    public async Task When_the_act_fails_the_decision_is_undone_with_it()
    {
        var id = await RequestAsync(_host.Alder.Technician);
        _handler.Fails = true;
        await Should.ThrowAsync<BusinessException>(() => DecideAsync(_host.Alder.Director, id, approve: true, null));
        var state = await _host.Alder.ReadAsync(_host.Alder.Auditor, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Approval>().Where(a => a.Id == id).Select(a => a.State).SingleAsync());
        state.ShouldBe(ApprovalState.Open);
    }

    private Task<Guid> RequestAsync(Actor actor) => _host.Alder.WriteAsync(actor, s => s.GetRequiredService<IApprovalManager>().RequestAsync(Kind, Record, "Fee from $1.00 to $2.00", 1m));

    private Task DecideAsync(Actor actor, Guid id, bool approve, string? reason) => _host.Alder.WriteAsync(actor, s => s.GetRequiredService<IApprovalManager>().DecideAsync(id, approve, reason));

    private sealed class RecordingHandler : IApprovalHandler
    {
        public List<Guid> Approved { get; } = [];
        public List<(Guid Record, string Reason)> Declined { get; } = [];
        public bool Fails { get; set; }

        public string Kind => ApprovalTests.Kind;
        public string Permission => BillingPermissions.BillRuns.Approve;

        public string Url(Guid recordId) => $"/Test/{recordId}";

        public Task ApprovedAsync(Guid recordId, CancellationToken cancellationToken)
        {
            if (Fails)
                throw new BusinessException("Test:Fails");
            Approved.Add(recordId);
            return Task.CompletedTask;
        }

        public Task DeclinedAsync(Guid recordId, string reason, CancellationToken cancellationToken)
        {
            Declined.Add((recordId, reason));
            return Task.CompletedTask;
        }
    }
}
