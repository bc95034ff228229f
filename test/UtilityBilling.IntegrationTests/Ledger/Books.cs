using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Charges;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Customers;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;
using UtilityBilling.TestBase;
using UtilityBilling.Timing;

namespace UtilityBilling.IntegrationTests.Ledger;

/// <summary>A town with accounts that have a premise, and bills posted by the ledger's own rules without a bill run.</summary>
internal sealed class Books(TestTown town)
{
    private Guid _cycle;
    private Guid _period;
    private Guid _run;
    private int _accounts;
    private int _bills;

    public static readonly DateOnly Today = new(2026, 3, 2);

    public TestTown Town { get; } = town;

    /// <summary>An account with a premise and an occupancy.</summary>
    public Task<TestAccount> AddAccountAsync() => Town.WriteAsync(Town.Technician, async services =>
    {
        var context = services.GetRequiredService<IUtilityBillingDbContext>();
        var guids = services.GetRequiredService<IGuidGenerator>();
        var number = $"{700000 + ++_accounts}";
        var customer = new Customer { Id = guids.Create(), LastName = $"Payer {number}", DisplayName = $"Payer {number}", SortKey = $"PAYER {number}", Language = "en" };
        var premise = new Premise { Id = guids.Create(), AddressLine = $"{_accounts} Test St", City = "Alder", State = "OR", Zip = "97000", SortKey = $"TEST ST {_accounts:00000}" };
        var account = new Account { Id = guids.Create(), Number = number, CustomerId = customer.Id, OpenedOn = Today.AddYears(-1) };
        var occupancy = new Occupancy { Id = guids.Create(), AccountId = account.Id, PremiseId = premise.Id, From = Today.AddYears(-1), CollectionStage = "none", Status = OccupancyStatus.Active };
        context.Set<Customer>().Add(customer);
        context.Set<Premise>().Add(premise);
        context.Set<Account>().Add(account);
        context.Set<Occupancy>().Add(occupancy);
        await context.SaveChangesAsync();
        return new TestAccount(account.Id, number, occupancy.Id, premise.Id);
    });

    /// <summary>Posts a bill of the lines given. Each line names service, may-cut-water, and its parts as fund, account code and amount.</summary>
    public Task<Guid> BillAsync(TestAccount account, DateOnly billDate, DateOnly dueDate, params TestLine[] lines) => Town.WriteAsync(Town.Technician, async services =>
    {
        var context = services.GetRequiredService<IUtilityBillingDbContext>();
        var guids = services.GetRequiredService<IGuidGenerator>();
        var chart = await services.GetRequiredService<ChartProvider>().GetAsync();
        var writer = services.GetRequiredService<JournalWriter>();
        await EnsureRunAsync(services);
        await writer.LockAccountsAsync([account.Id]);
        var bill = new BillToPost(guids.Create(), guids.Create(), account.Id, account.OccupancyId, account.PremiseId, billDate, dueDate,
            [.. lines.Select(l => new BillLineToPost(l.Service, l.MayCutWater, [.. l.Parts.Select(p => (chart.ByCode(p.Fund, p.Code), p.Amount))]))]);
        var batch = new PostingBatch();
        BillCharges.Add(batch, bill, chart, guids.Create);
        await writer.WriteAsync(batch, "Test.Bill", bill.BillId);
        var total = batch.Charges.Sum(c => c.Amount);
        context.Set<Bill>().Add(new Bill
        {
            Id = bill.BillId, RunId = _run, OccupancyId = account.OccupancyId, AccountId = account.Id, PremiseId = account.PremiseId, PeriodId = await AddPeriodAsync(services),
            Number = ++_bills, From = billDate.AddMonths(-1), To = billDate, BillDate = billDate, DueDate = dueDate, Total = total, TotalCents = (long)(total * 100), Inputs = RatingInputJson.Write(new RatingInput { From = billDate.AddMonths(-1), To = billDate, BillDate = billDate, Agreements = [] }), JournalId = bill.JournalId,
            PostedAt = services.GetRequiredService<IClock>().UtcNow,
        });
        await context.SaveChangesAsync();
        return bill.BillId;
    });

    public Task<AccountBalanceDto> BalanceAsync(TestAccount account) => Town.ReadAsync(Town.Technician, async services =>
        (await services.GetRequiredService<IAccountBalances>().GetAsync([account.Id])).GetValueOrDefault(account.Id) ?? new AccountBalanceDto(0, 0, 0, 0, null));

    /// <summary>Every check of the books that is about money; the differences as text, none when all agree.</summary>
    public Task<string> DifferencesAsync() => Town.ReadAsync(Town.Technician, async services =>
    {
        // The bills of this fixture have no printed lines, so the check of bills against lines is the bill run's to test.
        var results = await services.GetRequiredService<IBooksVerification>().VerifyAsync();
        return string.Join('\n', results.Where(r => !r.IsGood && r.Name != "BillsAgree").Select(r => $"{r.Name}: {string.Join("; ", r.Differences)}"));
    });

    /// <summary>The balance of a general-ledger account, debit positive.</summary>
    public Task<decimal> GlAsync(string fund, string code) => Town.ReadAsync(Town.Technician, async services =>
    {
        var account = (await services.GetRequiredService<ChartProvider>().GetAsync()).ByCode(fund, code);
        return await services.GetRequiredService<IUtilityBillingDbContext>().Set<Entry>().Where(e => e.GlAccountId == account.Id).SumAsync(e => e.Amount);
    });

    /// <summary>A fee schedule in force from the beginning of the year, with one fee named late: <c>"percent": 10</c>, <c>"amount": 5</c>.</summary>
    public Task AdoptLateFeeAsync(string figures, DateOnly? from = null) => Town.WriteAsync(Town.Technician, services =>
    {
        var effective = from ?? new DateOnly(2026, 1, 1);
        var name = $"fees-{effective:yyyyMMdd}";
        const string shares = """[{ "fund": "water", "account": "4490", "percent": 100 }]""";
        var document = $$"""
            { "tariff": "{{name}}", "ordinance": "Res. 7", "currency": "USD", "effective": "{{effective:yyyy-MM-dd}}", "periodMonths": 1, "classes": ["residential", "commercial"],
              "feeSchedule": { "late": { "label": { "en": "Late charge", "es": "Recargo" }, {{figures}}, "distribution": {{shares}}, "mayCutWater": true } } }
            """;
        services.GetRequiredService<IUtilityBillingDbContext>().Set<TariffVersion>().Add(new TariffVersion
        {
            Id = services.GetRequiredService<IGuidGenerator>().Create(), Name = name, Ordinance = "Res. 7", EffectiveFrom = effective, Services = [], Fees = ["late"], Document = document,
            DocumentHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(document))), State = TariffState.Approved,
            PreparedBy = Town.Technician.UserId, PreparedByName = Town.Technician.DisplayName, PreparedAt = TestHost.Start,
            ApprovedBy = Town.Director.UserId, ApprovedAt = TestHost.Start,
        });
        return Task.CompletedTask;
    });

    private async Task EnsureRunAsync(IServiceProvider services)
    {
        if (_run != Guid.Empty)
            return;
        var context = services.GetRequiredService<IUtilityBillingDbContext>();
        var guids = services.GetRequiredService<IGuidGenerator>();
        _cycle = guids.Create();
        context.Set<Cycle>().Add(new Cycle { Id = _cycle, Code = "T", Name = "Test", MonthsPerPeriod = 1 });
        _period = await AddPeriodAsync(services);
        _run = guids.Create();
        context.Set<BillRun>().Add(new BillRun
        {
            Id = _run, Number = 1, Kind = BillRunKind.OffCycle, BillDate = Today, DueDate = Today, State = BillRunState.Scoped,
            PreparedBy = Town.Technician.UserId, PreparedByName = "T", PreparedAt = services.GetRequiredService<IClock>().UtcNow,
        });
        await context.SaveChangesAsync();
    }

    private async Task<Guid> AddPeriodAsync(IServiceProvider services)
    {
        var context = services.GetRequiredService<IUtilityBillingDbContext>();
        var from = new DateOnly(2020, 1, 1).AddDays(++_periods);
        var period = new BillingPeriod
        {
            Id = services.GetRequiredService<IGuidGenerator>().Create(), CycleId = _cycle, Code = $"P{_periods}", From = from, To = from.AddDays(1),
            ReadDate = from.AddDays(1), CalculateDate = from.AddDays(2), BillDate = from.AddDays(2), DueDate = from.AddDays(20),
        };
        context.Set<BillingPeriod>().Add(period);
        await context.SaveChangesAsync();
        return period.Id;
    }

    private int _periods;
}

internal sealed record TestAccount(Guid Id, string Number, Guid OccupancyId, Guid PremiseId);

internal sealed record TestLine(string Service, bool MayCutWater, params (string Fund, string Code, decimal Amount)[] Parts)
{
    public static TestLine Water(decimal amount) => new("water", true, ("water", "4411", amount));

    /// <summary>All of it belongs to the partner and becomes payable when it is collected.</summary>
    public static TestLine Sewer(decimal amount) => new("sewer", true, ("sewer", "2390", amount));

    public static TestLine Police(decimal amount) => new("police", false, ("general", "4340", amount));
}
