using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Approvals;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.TestBase;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Ledger;

public sealed class AdjustmentTests : IAsyncLifetime
{
    private static readonly DateOnly Due = Books.Today.AddDays(20);
    private TestHost _host = null!;
    private Books _books = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _books = new Books(_host.Alder);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_balance_moves_on_approval_and_not_before()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today, Due, TestLine.Water(50m));
        var charge = (await OpenAsync(account))[0];
        await RequestAsync(new AdjustmentInput(account.Id, charge.ChargeId, false, 12.50m, "leak", "Leak repaired, invoice seen"));
        (await _books.BalanceAsync(account)).Balance.ShouldBe(50m);

        await DecideAsync(_host.Alder.Director);
        (await _books.BalanceAsync(account)).Balance.ShouldBe(37.50m);
        // Borne by the revenue of the charge itself: 50.00 billed, 12.50 taken back.
        (await _books.GlAsync("water", "4411")).ShouldBe(-37.50m);
        (await _books.GlAsync("pooled", "2210")).ShouldBe(0m);
        (await _books.DifferencesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_person_who_asked_cannot_approve()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today, Due, TestLine.Water(50m));
        var id = await RequestAsync(new AdjustmentInput(account.Id, null, false, 5m, "courtesy", "Long wait on the phone"));
        await Should.ThrowAsync<Exception>(() => DecideAsync(_host.Alder.Technician));
        var handler = await Should.ThrowAsync<BusinessException>(() => _host.Alder.WriteAsync(_host.Alder.Technician, s =>
            s.GetServices<IApprovalHandler>().Single(h => h.Kind == AdjustmentApprovalHandler.ApprovalKind).ApprovedAsync(id, CancellationToken.None)));
        handler.Code.ShouldBe("Billing:Adjustment.OwnRequest");
        (await _books.BalanceAsync(account)).Balance.ShouldBe(50m);
    }

    [Fact]
    public async Task The_database_refuses_an_adjustment_decided_by_the_person_who_asked()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today, Due, TestLine.Water(50m));
        await RequestAsync(new AdjustmentInput(account.Id, null, false, 5m, "courtesy", "Long wait on the phone"));
        await using var connection = await _host.Database.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(
            $"begin; select set_config('app.tenant_id', '{_host.Alder.Id}', true); update billing.adjustments set state = 'Declined', decided_by = requested_by, decided_at = now()", connection);
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync())).ConstraintName.ShouldBe("ck_adjustments_second_person");
    }

    [Fact]
    public async Task The_partners_part_of_a_reduced_charge_is_owed_to_nobody()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today, Due, TestLine.Sewer(40m));
        await RequestAsync(new AdjustmentInput(account.Id, null, false, 10m, "courtesy", "Wrong winter average"));
        await DecideAsync(_host.Alder.Director);
        // Billed 40.00 for the partner, 10.00 of it taken back: 30.00 is still to be collected, nothing is payable, and the contra bears nothing.
        (await _books.GlAsync("sewer", "2390")).ShouldBe(-30m);
        (await _books.GlAsync("sewer", "2395")).ShouldBe(0m);
        (await _books.GlAsync("general", "4980")).ShouldBe(0m);
        (await _books.DifferencesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_decrease_takes_beyond_the_open_amount_stays_as_credit()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today, Due, TestLine.Water(20m));
        var charge = (await OpenAsync(account))[0];
        await RequestAsync(new AdjustmentInput(account.Id, charge.ChargeId, false, 25m, "misread", "Read 0150 as 0510"));
        await DecideAsync(_host.Alder.Director);
        (await _books.BalanceAsync(account)).ShouldSatisfyAllConditions(b => b.Open.ShouldBe(0m), b => b.Unapplied.ShouldBe(5m));
    }

    [Fact]
    public async Task An_increase_is_a_charge_of_its_own_on_the_same_service_and_fund()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today, Due, TestLine.Police(6m));
        var charge = (await OpenAsync(account))[0];
        await RequestAsync(new AdjustmentInput(account.Id, charge.ChargeId, true, 3m, "billing-error", "Two units, one billed"));
        await DecideAsync(_host.Alder.Director);
        var open = await OpenAsync(account);
        open.Single(c => c.Cause == "Adjustment").ShouldSatisfyAllConditions(
            c => c.Service.ShouldBe("police"), c => c.Open.ShouldBe(3m), c => c.MayCutWater.ShouldBeFalse(), c => c.DueDate.ShouldBe(Books.Today.AddDays(21)));
        (await _books.GlAsync("general", "4340")).ShouldBe(-9m);
        (await _books.DifferencesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_declined_adjustment_moves_nothing_and_keeps_its_reason()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today, Due, TestLine.Water(50m));
        var id = await RequestAsync(new AdjustmentInput(account.Id, null, false, 5m, "courtesy", "Asked nicely"));
        await _host.Alder.WriteAsync(_host.Alder.Director, async s =>
        {
            var approval = await s.GetRequiredService<IUtilityBillingDbContext>().Set<Approval>().SingleAsync(a => a.State == ApprovalState.Open);
            await s.GetRequiredService<IApprovalManager>().DecideAsync(approval.Id, approve: false, "Not our doing");
        });
        (await _books.BalanceAsync(account)).Balance.ShouldBe(50m);
        var shown = await _host.Alder.ReadAsync(_host.Alder.Auditor, s => s.GetRequiredService<IAdjustmentAppService>().GetAsync(id));
        (shown.State, shown.DeclineReason).ShouldBe(("Declined", "Not our doing"));
    }

    private Task<Guid> RequestAsync(AdjustmentInput input) => _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IAdjustmentAppService>().RequestAsync(input));

    private Task<IReadOnlyList<OpenChargeDto>> OpenAsync(TestAccount account) =>
        _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IAccountLedger>().OpenChargesAsync(account.Id));

    private Task DecideAsync(Actor actor) => _host.Alder.WriteAsync(actor, async s =>
    {
        var approval = await s.GetRequiredService<IUtilityBillingDbContext>().Set<Approval>().SingleAsync(a => a.State == ApprovalState.Open);
        await s.GetRequiredService<IApprovalManager>().DecideAsync(approval.Id, approve: true, null);
    });
}
