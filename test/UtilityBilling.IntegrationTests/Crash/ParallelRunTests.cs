using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Benchmarks;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.Customers;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Crash;

/// <summary>X4: two runs of one period at once, two workers on one run, and a run beside the cash counter: no duplicate, no lost update, no deadlock shown.</summary>
public sealed class ParallelRunTests : IAsyncLifetime
{
    private const int Accounts = 900;
    private const int AgreementsPerAccount = 6;
    private const int AtLeast = 40;

    private TestHost _host = null!;
    private MadeTown _town = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _town = new MadeTown(_host.Alder, Accounts);
        await _town.OpenAsync(_ => { });
        using var file = new MemoryStream(_town.ReadFile());
        await _host.Alder.InScopeAsync(_host.Alder.Technician, s => s.GetRequiredService<IReadImportAppService>().ImportAtOnceAsync(file, "reads.csv", null, _town.CycleId));
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task X4_of_two_runs_started_at_once_for_one_period_one_is_refused()
    {
        var starts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => TryAsync(StartAsync))));

        starts.Count(s => s is null).ShouldBe(1);
        starts.OfType<BusinessException>().Select(e => e.Code).Distinct().ShouldBe(["Billing:BillRun.PeriodHasRun"]);
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from billing.bill_runs")).ShouldBe(1);
    }

    [Fact]
    public async Task X4_two_workers_on_one_run_beside_the_cash_counter_bill_each_once_and_lose_no_payment()
    {
        var run = await StartAsync();
        await new BillRunDriver(_host.Services, run, _ => { }).DriveAsync(BillRunState.Approved);
        await using var second = new TestHost(_host.Database, seed: "second node");
        var numbers = await _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Account>().OrderBy(a => a.Id).Select(a => a.Number).ToListAsync());

        var posting = Task.WhenAll(
            Task.Run(() => InScopeAsync(_host, s => s.GetRequiredService<IBillRunProcessor>().PostAsync(run))),
            Task.Run(() => InScopeAsync(second, s => s.GetRequiredService<IBillRunProcessor>().PostAsync(run))));
        var paid = 0;
        var counters = Enumerable.Range(0, 4).Select(counter => Task.Run(async () =>
        {
            // Each counter takes from accounts of its own, over all pages, as long as the run posts, and some more where that is soon over.
            for (var i = counter; i < numbers.Count && (i < AtLeast || !posting.IsCompleted); i += 4)
            {
                await TakeAsync(numbers[i * 7 % numbers.Count], 10m, i);
                Interlocked.Increment(ref paid);
            }
        })).ToList();
        await Task.WhenAll([posting, .. counters]);

        paid.ShouldBeGreaterThanOrEqualTo(AtLeast);
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from collections.receipts")).ShouldBe(paid);
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from billing.coverage")).ShouldBe(Accounts * AgreementsPerAccount);
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from billing.bills")).ShouldBe(Accounts);
        (await _host.Database.ScalarAsOwnerAsync<decimal>("select (select sum(total) from billing.bills) - (select sum(balance) from billing.account_balances)")).ShouldBe(paid * 10m);
        var books = await _host.Alder.ReadAsync(_host.Alder.Auditor, s => s.GetRequiredService<IBooksVerification>().VerifyAsync(includesLong: false));
        books.Where(b => !b.IsGood).Select(b => $"{b.Name}: {b.Differences[0].Subject}").ShouldBeEmpty();
    }

    private Task<Guid> StartAsync() =>
        _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IBillRunAppService>().StartAsync(new StartBillRunInput(_town.PeriodId)));

    private Task<Guid> TakeAsync(string account, decimal amount, int n) => _host.Alder.WriteAsync(_host.Alder.Cashier, s => s.GetRequiredService<IReceiptAppService>().TakeAsync(
        new ReceiptInput(Guid.Parse($"0190d7a0-0000-7000-8000-{n:000000000000}"), null, [new ReceiptLineInput(account, amount)], [new ReceiptTenderInput(TenderKind.Cash, amount, null)])));

    private static Task<bool> InScopeAsync(TestHost host, Func<IServiceProvider, Task> work) => host.Alder.InScopeAsync(host.Alder.Technician, async s => { await work(s); return true; });

    private static async Task<Exception?> TryAsync(Func<Task<Guid>> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (BusinessException refusal)
        {
            return refusal;
        }
    }
}
