using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Approvals;
using UtilityBilling.Billing.Charges;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.TestBase;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Ledger;

public sealed class ReceiptTests : IAsyncLifetime
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
    public async Task A_receipt_over_several_funds_leaves_each_fund_at_zero_with_due_to_and_due_from()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today, Due, TestLine.Water(50m), TestLine.Sewer(30m), TestLine.Police(6m));
        await TakeAsync(account, 86m);

        (await _books.BalanceAsync(account)).Balance.ShouldBe(0m);
        (await _books.GlAsync("pooled", "1021")).ShouldBe(86m);
        (await _books.GlAsync("pooled", "2210")).ShouldBe(0m);
        // 86 of the pooled cash belongs to the three funds whose receivables were paid.
        (await _books.GlAsync("pooled", "2290")).ShouldBe(-86m);
        (await _books.GlAsync("water", "1390")).ShouldBe(50m);
        (await _books.GlAsync("sewer", "1390")).ShouldBe(30m);
        (await _books.GlAsync("general", "1390")).ShouldBe(6m);
        (await _books.DifferencesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_partners_money_becomes_payable_as_it_is_collected_and_not_before()
    {
        var account = await _books.AddAccountAsync();
        // 21.00 of sewer, of which 20.00 is the partner's and 1.00 the town's own (another fund, so a charge of its own).
        await _books.BillAsync(account, Books.Today, Due, new TestLine("sewer", true, ("sewer", "2390", 20m), ("general", "4180", 1m)));
        (await _books.GlAsync("sewer", "2390")).ShouldBe(-20m);
        (await _books.GlAsync("sewer", "2395")).ShouldBe(0m);

        await TakeAsync(account, 7m);
        var moved = await _books.GlAsync("sewer", "2395");
        (moved + await _books.GlAsync("sewer", "2390")).ShouldBe(-20m);
        moved.ShouldBeInRange(-7m, -6m);

        await TakeAsync(account, 14m);
        (await _books.GlAsync("sewer", "2390")).ShouldBe(0m);
        (await _books.GlAsync("sewer", "2395")).ShouldBe(-20m);
    }

    [Fact]
    public async Task What_is_paid_beyond_the_charges_stays_as_credit_and_pays_the_next_bill()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today, Due, TestLine.Water(50m));
        await TakeAsync(account, 70m);
        (await _books.BalanceAsync(account)).ShouldSatisfyAllConditions(b => b.Open.ShouldBe(0m), b => b.Unapplied.ShouldBe(20m), b => b.Balance.ShouldBe(-20m));

        await _books.BillAsync(account, Books.Today, Due, TestLine.Water(50m));
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<ILedger>().ApplyCreditsAsync([account.Id], Books.Today));
        (await _books.BalanceAsync(account)).ShouldSatisfyAllConditions(b => b.Open.ShouldBe(30m), b => b.Unapplied.ShouldBe(0m));
    }

    [Fact]
    public async Task The_oldest_bill_is_paid_first_and_police_after_water()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today, Due, TestLine.Police(6m), TestLine.Water(50m));
        await _books.BillAsync(account, Books.Today.AddMonths(-1), Due.AddMonths(-1), TestLine.Police(6m), TestLine.Water(40m));
        await TakeAsync(account, 90m);
        // Old bill 46.00 in full, then 44.00 of the new bill's water; its 6.00 of water and 6.00 of police stay open.
        var open = await _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IAccountLedger>().OpenChargesAsync(account.Id));
        open.Select(c => (c.Service, c.Open)).ShouldBe([("police", 6m), ("water", 6m)], ignoreOrder: true);
    }

    [Fact]
    public async Task X1_fifty_posts_at_once_with_one_key_make_one_receipt()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today, Due, TestLine.Water(50m));
        var key = Guid.Parse("0190d7a0-0000-7000-8000-000000000001");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => TakeAsync(account, 50m, key))));
        answers.Distinct().Count().ShouldBe(1);
        (await _books.BalanceAsync(account)).Balance.ShouldBe(0m);
        (await _books.GlAsync("pooled", "1021")).ShouldBe(50m);
    }

    [Fact]
    public async Task X1_the_same_key_with_another_amount_is_refused()
    {
        var account = await _books.AddAccountAsync();
        var key = Guid.Parse("0190d7a0-0000-7000-8000-000000000002");
        await TakeAsync(account, 50m, key);
        (await Should.ThrowAsync<BusinessException>(() => TakeAsync(account, 51m, key))).Code.ShouldBe("Collections:Receipt.KeyReused");
        (await _books.GlAsync("pooled", "1021")).ShouldBe(50m);
    }

    [Fact]
    public async Task L4_a_void_by_a_second_person_takes_back_application_and_cash_to_the_cent()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today, Due, TestLine.Water(50m), TestLine.Sewer(33.33m));
        var receipt = await TakeAsync(account, 60m);
        await RequestVoidAsync(receipt);

        await Should.ThrowAsync<PermissionDeniedException>(() => DecideAsync(_host.Alder.Technician));
        (await _books.BalanceAsync(account)).Balance.ShouldBe(23.33m);

        await DecideAsync(_host.Alder.Director);
        (await _books.BalanceAsync(account)).ShouldSatisfyAllConditions(b => b.Open.ShouldBe(83.33m), b => b.Unapplied.ShouldBe(0m));
        foreach (var (fund, code) in new[] { ("pooled", "1021"), ("pooled", "2210"), ("pooled", "2290"), ("sewer", "2395"), ("water", "1390"), ("sewer", "1390") })
            (await _books.GlAsync(fund, code)).ShouldBe(0m, $"{fund} {code}");
        (await _books.DifferencesAsync()).ShouldBeEmpty();
        var shown = await _host.Alder.ReadAsync(_host.Alder.Auditor, s => s.GetRequiredService<IReceiptAppService>().GetAsync(receipt));
        shown.Void.ShouldNotBeNull().ApprovedBy.ShouldBe(_host.Alder.Director.DisplayName);
        (await Should.ThrowAsync<BusinessException>(() => RequestVoidAsync(receipt))).Code.ShouldBe("Collections:Receipt.AlreadyVoided");
    }

    [Fact]
    public async Task The_person_who_asked_for_a_void_cannot_carry_it_out()
    {
        var account = await _books.AddAccountAsync();
        var receipt = await TakeAsync(account, 10m);
        await RequestVoidAsync(receipt);
        var refused = await Should.ThrowAsync<BusinessException>(() => _host.Alder.WriteAsync(_host.Alder.Technician, s =>
            s.GetServices<IApprovalHandler>().Single(h => h.Kind == ReceiptVoidApprovalHandler.ApprovalKind).ApprovedAsync(receipt, CancellationToken.None)));
        refused.Code.ShouldBe("Collections:Receipt.OwnVoid");
        (await _books.BalanceAsync(account)).Balance.ShouldBe(-10m);
    }

    [Fact]
    public async Task The_database_refuses_a_void_requested_and_approved_by_one_person()
    {
        var account = await _books.AddAccountAsync();
        var receipt = await TakeAsync(account, 10m);
        var me = _host.Alder.Technician.UserId;
        await Should.ThrowAsync<DbUpdateException>(() => _host.Alder.WriteAsync(_host.Alder.Technician, async s =>
        {
            var context = s.GetRequiredService<IUtilityBillingDbContext>();
            var journal = (await context.Set<Receipt>().SingleAsync(r => r.Id == receipt)).JournalId;
            context.Set<ReceiptVoid>().Add(new ReceiptVoid { Id = receipt, ReceiptId = receipt, RequestedBy = me, ApprovedBy = me, Reason = "x", JournalId = journal, VoidedAt = TestHost.Start });
            await context.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task A_cashier_of_another_town_sees_neither_account_nor_receipt()
    {
        var account = await _books.AddAccountAsync();
        var receipt = await TakeAsync(account, 10m);
        await Should.ThrowAsync<EntityNotFoundException>(() => _host.Birch.ReadAsync(_host.Birch.Cashier, s => s.GetRequiredService<IReceiptAppService>().GetAsync(receipt)));
        var error = await Should.ThrowAsync<BusinessException>(() => _host.Birch.WriteAsync(_host.Birch.Cashier, s => s.GetRequiredService<IReceiptAppService>().TakeAsync(Input(account, 5m, Guid.Parse("0190d7a0-0000-7000-8000-000000000003")))));
        error.Code.ShouldBe("Collections:Receipt.AccountUnknown");
    }

    [Fact]
    public async Task Receipts_are_numbered_without_a_gap_even_when_one_is_refused_in_between()
    {
        var account = await _books.AddAccountAsync();
        var first = await TakeAsync(account, 10m);
        await Should.ThrowAsync<BusinessException>(() => TakeAsync(account with { Number = "999999" }, 10m));
        var second = await TakeAsync(account, 10m);
        var numbers = await _host.Alder.ReadAsync(_host.Alder.Auditor, async s => (
            (await s.GetRequiredService<IReceiptAppService>().GetAsync(first)).Number, (await s.GetRequiredService<IReceiptAppService>().GetAsync(second)).Number));
        numbers.ShouldBe(("R-1", "R-2"));
    }

    private int _keys = 100;

    private Task<Guid> TakeAsync(TestAccount account, decimal amount, Guid? key = null) => _host.Alder.WriteAsync(
        _host.Alder.Cashier, s => s.GetRequiredService<IReceiptAppService>().TakeAsync(Input(account, amount, key ?? Guid.Parse($"0190d7a0-0000-7000-8000-{++_keys:000000000000}"))));

    private static ReceiptInput Input(TestAccount account, decimal amount, Guid key) =>
        new(key, null, [new ReceiptLineInput(account.Number, amount)], [new ReceiptTenderInput(TenderKind.Cash, amount, null)]);

    private Task RequestVoidAsync(Guid receipt) => _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IReceiptAppService>().RequestVoidAsync(receipt, "Wrong account"));

    private Task DecideAsync(Actor actor) => _host.Alder.WriteAsync(actor, async s =>
    {
        var approval = await s.GetRequiredService<IUtilityBillingDbContext>().Set<Approval>().SingleAsync(a => a.State == ApprovalState.Open);
        await s.GetRequiredService<IApprovalManager>().DecideAsync(approval.Id, approve: true, reason: null);
    });
}
