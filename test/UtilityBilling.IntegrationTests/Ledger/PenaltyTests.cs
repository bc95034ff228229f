using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Collections;
using UtilityBilling.Collections.Penalties;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.Errors;
using UtilityBilling.Settings;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Ledger;

/// <summary>The town's rule here: 10 % of the unpaid current part, after 5 days of grace, from 10.00 on.</summary>
public sealed class PenaltyTests : IAsyncLifetime
{
    private TestHost _host = null!;
    private Books _books = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _books = new Books(_host.Alder);
        await _books.AdoptLateFeeAsync(""" "percent": 10 """);
        await SetAsync(CollectionsSettings.PenaltyGraceDays, "5");
        await SetAsync(CollectionsSettings.PenaltyMinimumUnpaid, "10.00");
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_penalty_falls_on_each_unpaid_service_in_proportion_and_inherits_may_cut_water()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today.AddDays(-30), Books.Today.AddDays(-6), TestLine.Water(50m), TestLine.Police(6m));
        // 10 % of 56.00 is 5.60: water 50/56 of it is exactly 5.00, police 6/56 is 0.60.
        (await AssessAsync()).ShouldBe(new PenaltyAssessment(1, 5.60m, false));
        var penalties = (await OpenAsync(account)).Where(c => c.Cause == "Penalty").ToList();
        penalties.Select(p => (p.Service, p.Open, p.MayCutWater)).ShouldBe([("water", 5.00m, true), ("police", 0.60m, false)], ignoreOrder: true);
        (await _books.GlAsync("water", "4490")).ShouldBe(-5.00m);
        (await _books.GlAsync("general", "4490")).ShouldBe(-0.60m);
        (await _books.DifferencesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bill_is_penalised_once_and_a_penalty_never()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today.AddDays(-30), Books.Today.AddDays(-6), TestLine.Water(50m));
        (await AssessAsync()).Count.ShouldBe(1);
        (await AssessAsync()).Count.ShouldBe(0);
        _host.Clock.Advance(TimeSpan.FromDays(60));
        (await AssessAsync()).Count.ShouldBe(0);
        (await _books.BalanceAsync(account)).Balance.ShouldBe(55m);
    }

    [Fact]
    public async Task The_next_bill_is_penalised_on_its_own_part_only()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today.AddDays(-60), Books.Today.AddDays(-36), TestLine.Water(50m));
        await AssessAsync();
        await _books.BillAsync(account, Books.Today.AddDays(-30), Books.Today.AddDays(-6), TestLine.Water(20m));
        // 10 % of the 20.00 of the new bill; the old 50.00 and its penalty of 5.00 bear no more.
        (await AssessAsync()).ShouldBe(new PenaltyAssessment(1, 2.00m, false));
        (await _books.BalanceAsync(account)).Balance.ShouldBe(77m);
    }

    [Fact]
    public async Task Within_the_grace_days_below_the_smallest_debt_and_when_paid_there_is_none()
    {
        var inGrace = await _books.AddAccountAsync();
        await _books.BillAsync(inGrace, Books.Today.AddDays(-30), Books.Today.AddDays(-5), TestLine.Water(50m));
        var small = await _books.AddAccountAsync();
        await _books.BillAsync(small, Books.Today.AddDays(-30), Books.Today.AddDays(-6), TestLine.Water(9.99m));
        var paid = await _books.AddAccountAsync();
        await _books.BillAsync(paid, Books.Today.AddDays(-30), Books.Today.AddDays(-6), TestLine.Water(50m));
        await _host.Alder.WriteAsync(_host.Alder.Cashier, s => s.GetRequiredService<IReceiptAppService>().TakeAsync(new ReceiptInput(
            Guid.Parse("0190d7a0-0000-7000-8000-000000000001"), null, [new ReceiptLineInput(paid.Number, 50m)], [new ReceiptTenderInput(TenderKind.Check, 50m, "1041")])));
        (await PreviewAsync()).Count.ShouldBe(0);
        (await AssessAsync()).Count.ShouldBe(0);
    }

    [Fact]
    public async Task The_fee_schedule_of_the_day_says_how_much_and_no_fee_is_no_penalty()
    {
        var account = await _books.AddAccountAsync();
        await _books.AdoptLateFeeAsync(""" "percent": 10, "minimum": 7.50 """, Books.Today.AddDays(1));
        await _books.BillAsync(account, Books.Today.AddDays(-30), Books.Today.AddDays(-6), TestLine.Water(50m));
        (await PreviewAsync()).Total.ShouldBe(5m);
        _host.Clock.Advance(TimeSpan.FromDays(1));
        (await PreviewAsync()).Total.ShouldBe(7.50m);

        await SetAsync(CollectionsSettings.PenaltyFee, "noSuchFee", Books.Today.AddDays(1));

        (await PreviewAsync()).Rule.ShouldBeEmpty();
        (await AssessAsync()).Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_late_fee_that_hangs_on_the_class_is_refused_in_words()
    {
        var account = await _books.AddAccountAsync();
        await _books.AdoptLateFeeAsync(""" "amount": { "byClass": { "residential": 5, "*": 9 } } """, Books.Today);
        await _books.BillAsync(account, Books.Today.AddDays(-30), Books.Today.AddDays(-6), TestLine.Water(50m));

        (await Should.ThrowAsync<BusinessException>(() => AssessAsync())).Code.ShouldBe(BillingErrorCodes.FeeNeedsFact);
    }

    [Fact]
    public async Task Looking_first_shows_what_assessing_charges()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today.AddDays(-30), Books.Today.AddDays(-6), TestLine.Water(33.33m));
        var preview = await PreviewAsync();
        (preview.Count, preview.Total).ShouldBe((1, 3.33m));
        preview.Candidates.Single().AccountNumber.ShouldBe(account.Number);
        (await AssessAsync()).Total.ShouldBe(preview.Total);
    }

    [Fact]
    public async Task The_database_refuses_a_second_penalty_on_a_bill()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today.AddDays(-30), Books.Today.AddDays(-6), TestLine.Water(50m));
        await AssessAsync();
        await using var connection = await _host.Database.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(
            $"""
            begin; select set_config('app.tenant_id', '{_host.Alder.Id}', true);
            insert into collections.penalties (tenant_id, id, bill_id, account_id, amount, assessed_on, journal_id, rule_description)
            select tenant_id, gen_random_uuid(), bill_id, account_id, amount, assessed_on, journal_id, 'again' from collections.penalties
            """, connection);
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState.ShouldBe("23505");
    }

    private Task<PenaltyAssessment> AssessAsync() => _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IPenaltyAppService>().AssessAsync());

    private Task<PenaltyPreview> PreviewAsync() => _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IPenaltyAppService>().PreviewAsync());

    private Task<IReadOnlyList<OpenChargeDto>> OpenAsync(TestAccount account) =>
        _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IAccountLedger>().OpenChargesAsync(account.Id));

    private Task SetAsync(string name, string value, DateOnly? from = null) =>
        _host.Alder.WriteAsync(_host.Alder.Administrator, s => s.GetRequiredService<ISettingManager>().SetAsync(name, value, from ?? Books.Today, "test"));
}
