using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Approvals;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Billing.Charges;
using UtilityBilling.Collections.Deposits;
using UtilityBilling.Collections.Penalties;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Ledger;

/// <summary>L3, L4 and L8 as properties: a few accounts live through a random, seeded history, and after every step everything is recomputed.</summary>
public sealed class LedgerHistoryTests : IAsyncLifetime
{
    private TestHost _host = null!;
    private Books _books = null!;
    private Random _random = null!;
    private readonly List<TestAccount> _accounts = [];
    private readonly List<Guid> _bills = [];
    private readonly List<Guid> _receipts = [];
    private readonly List<Guid> _deposits = [];
    private int _keys;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _books = new Books(_host.Alder);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(7)]
    [InlineData(2026)]
    public async Task L3_L8_balance_is_the_sum_of_entries_and_every_control_ties_after_every_step(int seed)
    {
        _random = new Random(seed);
        for (var i = 0; i < 4; i++)
            _accounts.Add(await _books.AddAccountAsync());
        await _books.AdoptLateFeeAsync(""" "amount": 10 """);
        for (var step = 0; step < 100; step++)
        {
            var what = await StepAsync();
            (await _books.DifferencesAsync()).ShouldBeEmpty($"seed {seed}, step {step}: {what}");
            _host.Clock.Advance(TimeSpan.FromHours(7));
        }
        (await _host.Alder.WriteAsync(_host.Alder.Administrator, s => s.GetRequiredService<IBooksVerification>().RebuildBalancesAsync())).ShouldBe(0);
        (await _books.DifferencesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task L4_a_bill_and_its_reversal_leave_zero_on_every_general_ledger_account(int seed)
    {
        _random = new Random(seed);
        var account = await _books.AddAccountAsync();
        _accounts.Add(account);
        for (var i = 0; i < 5; i++)
        {
            var bill = await BillAsync();
            await TakeAsync(account, Money(5, 40));
            var journal = await ReverseAsync(bill);
            var left = await _host.Alder.ReadAsync(_host.Alder.Auditor, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Entry>()
                .Where(e => e.JournalId == journal || s.GetRequiredService<IUtilityBillingDbContext>().Set<Journal>().Any(j => j.SourceId == bill && j.SourceKind == JournalSourceKind.Bill && j.Id == e.JournalId))
                .GroupBy(e => e.GlAccountId).Select(g => g.Sum(e => e.Amount)).ToListAsync());
            left.ShouldNotBeEmpty();
            left.ShouldAllBe(sum => sum == 0m);
            (await _books.DifferencesAsync()).ShouldBeEmpty();
        }
        (await Should.ThrowAsync<BusinessException>(() => ReverseAsync(_bills[0]))).Code.ShouldBe("Billing:Ledger.AlreadyReversed");
    }

    [Fact]
    public async Task A_balance_of_the_past_stays_after_a_back_dated_correction_on_each_basis()
    {
        var account = await _books.AddAccountAsync();
        await _books.BillAsync(account, Books.Today, Books.Today.AddDays(20), TestLine.Water(50m));
        _host.Clock.Advance(TimeSpan.FromDays(10));
        // Taken on the 12th, dated back to the 5th.
        _accounts.Add(account);
        await TakeAsync(account, 20m, new DateOnly(2026, 3, 5));
        (await AsOfAsync(account, new DateOnly(2026, 3, 6), BalanceBasis.AsOf)).ShouldBe(30m);
        (await AsOfAsync(account, new DateOnly(2026, 3, 6), BalanceBasis.AsReported)).ShouldBe(50m);
        (await AsOfAsync(account, new DateOnly(2026, 3, 12), BalanceBasis.AsReported)).ShouldBe(30m);
        (await AsOfAsync(account, new DateOnly(2026, 3, 1), BalanceBasis.ByPeriod)).ShouldBe(0m);
    }

    [Fact]
    public async Task The_ledger_page_shows_the_running_balance_and_pages_without_losing_an_entry()
    {
        var account = await _books.AddAccountAsync();
        _accounts.Add(account);
        foreach (var amount in new[] { 10m, 20m, 30m })
        {
            await _books.BillAsync(account, Books.Today, Books.Today.AddDays(20), TestLine.Water(amount));
            _host.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        await TakeAsync(account, 15m);
        var first = await PageAsync(account, null);
        var second = await PageAsync(account, first.Next);
        // Newest first: application (moved only) and receipt share an instant, then 60, 30, 10.
        var all = first.Entries.Concat(second.Entries).ToList();
        all.Where(e => e.Amount != 0).Select(e => (e.Amount, e.Balance)).ShouldBe([(-15m, 45m), (30m, 60m), (20m, 30m), (10m, 10m)]);
        all.Single(e => e.Kind == "Application").Moved.ShouldBe(15m);
    }

    private async Task<string> StepAsync()
    {
        switch (_random.Next(12))
        {
            case < 3: await BillAsync(); return "bill";
            case < 6: await TakeAsync(Any(_accounts), Money(1, 120)); return "receipt";
            case 6: return await VoidAsync();
            case 7: return await AdjustAsync();
            case 8: await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IPenaltyAppService>().AssessAsync()); return "penalty";
            case 9: return await DepositAsync();
            case 10: return await UnapplyAsync();
            default:
                if (_bills.Count == 0)
                    return "nothing";
                var bill = Any(_bills);
                await TryAsync(() => ReverseAsync(bill));
                return $"reverse bill {bill}";
        }
    }

    private async Task<Guid> BillAsync()
    {
        var day = Today().AddDays(-_random.Next(40));
        var bill = await _books.BillAsync(Any(_accounts), day, day.AddDays(20), TestLine.Water(Money(5, 90)), TestLine.Police(Money(1, 9)),
            new TestLine("sewer", true, ("sewer", "2390", Money(1, 60)), ("sewer", "4420", Money(1, 9)), ("general", "4180", Money(1, 5))));
        _bills.Add(bill);
        return bill;
    }

    private async Task TakeAsync(TestAccount account, decimal amount, DateOnly? date = null)
    {
        var key = Guid.Parse($"0190d7a0-0000-7000-8000-{++_keys:000000000000}");
        _receipts.Add(await _host.Alder.WriteAsync(_host.Alder.Cashier, s => s.GetRequiredService<IReceiptAppService>().TakeAsync(
            new ReceiptInput(key, null, [new ReceiptLineInput(account.Number, amount)], [new ReceiptTenderInput((TenderKind)(_keys % 5), amount, null)]) { BusinessDate = date })));
    }

    private async Task<string> VoidAsync()
    {
        if (_receipts.Count == 0)
            return "nothing";
        var receipt = Any(_receipts);
        await TryAsync(async () =>
        {
            await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IReceiptAppService>().RequestVoidAsync(receipt, "random"));
            await ApproveAsync();
        });
        return $"void {receipt}";
    }

    private async Task<string> AdjustAsync()
    {
        var account = Any(_accounts);
        var open = await _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IAccountLedger>().OpenChargesAsync(account.Id));
        var charge = open.Count == 0 ? null : open[_random.Next(open.Count)];
        var increase = charge is not null && _random.Next(3) == 0;
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IAdjustmentAppService>().RequestAsync(
            new AdjustmentInput(account.Id, charge?.ChargeId, increase, Money(1, 25), charge is null ? "courtesy" : "leak", "random")));
        await ApproveAsync();
        return "adjustment";
    }

    private async Task<string> DepositAsync()
    {
        if (_deposits.Count == 0 || _random.Next(2) == 0)
        {
            var account = Any(_accounts);
            _deposits.Add(await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IDepositAppService>().TakeAsync(account.Id, Money(20, 100), TenderKind.Check, null)));
            return "deposit taken";
        }
        var deposit = Any(_deposits);
        var apply = _random.Next(2) == 0;
        await TryAsync(() => _host.Alder.WriteAsync(_host.Alder.Technician, s =>
            apply ? s.GetRequiredService<IDepositAppService>().ApplyAsync(deposit, Money(1, 60)) : s.GetRequiredService<IDepositAppService>().RefundAsync(deposit, Money(1, 60))));
        return apply ? "deposit applied" : "deposit refunded";
    }

    private async Task<string> UnapplyAsync()
    {
        var applications = await _host.Alder.ReadAsync(_host.Alder.Auditor, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Application>()
            .Where(a => !s.GetRequiredService<IUtilityBillingDbContext>().Set<Unapplication>().Any(u => u.ApplicationId == a.Id)).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync());
        if (applications.Count == 0)
            return "nothing";
        var application = Any(applications);
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<ILedger>().UnapplyAsync([application], Today(), "random"));
        return $"unapply {application}";
    }

    /// <summary>Takes a bill back as a run's page does: locks, reverses, then spends what is free. Returns the reversing journal.</summary>
    private Task<Guid> ReverseAsync(Guid bill) => _host.Alder.WriteAsync(_host.Alder.Technician, async s =>
    {
        var context = s.GetRequiredService<IUtilityBillingDbContext>();
        var ledger = s.GetRequiredService<ILedger>();
        var account = await context.Set<Charge>().Where(c => c.CauseId == bill).Select(c => c.AccountId).FirstAsync();
        await ledger.LockAccountsAsync([account]);
        await s.GetRequiredService<BillReversals>().ReverseAsync([bill], Today(), "random", withPenalties: false, TestContext.Current.CancellationToken);
        await ledger.ApplyCreditsAsync([account], Today());
        return await context.Set<Journal>().Where(j => j.SourceId == bill && j.SourceKind == JournalSourceKind.BillReversal).Select(j => j.Id).SingleAsync();
    });

    private Task ApproveAsync() => _host.Alder.WriteAsync(_host.Alder.Director, async s =>
    {
        var approval = await s.GetRequiredService<IUtilityBillingDbContext>().Set<Approval>().SingleAsync(a => a.State == ApprovalState.Open);
        await s.GetRequiredService<IApprovalManager>().DecideAsync(approval.Id, approve: true, null);
    });

    private Task<LedgerPage> PageAsync(TestAccount account, LedgerPosition? before) =>
        _host.Alder.ReadAsync(_host.Alder.Auditor, s => s.GetRequiredService<IAccountLedger>().PageAsync(account.Id, before, 3));

    private Task<decimal> AsOfAsync(TestAccount account, DateOnly date, BalanceBasis basis) => _host.Alder.ReadAsync(_host.Alder.Auditor, async s =>
        (await s.GetRequiredService<IAccountBalances>().AsOfAsync([account.Id], date, basis)).GetValueOrDefault(account.Id));

    /// <summary>A refusal in words is a good answer to a random wish; anything else is not.</summary>
    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (BusinessException)
        {
        }
    }

    private DateOnly Today() => DateOnly.FromDateTime(_host.Clock.GetUtcNow().AddHours(-8).DateTime);

    private decimal Money(int from, int to) => _random.Next(from * 100, to * 100) / 100m;

    private T Any<T>(List<T> list) => list[_random.Next(list.Count)];
}
