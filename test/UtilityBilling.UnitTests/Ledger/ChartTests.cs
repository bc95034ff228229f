using System.Text.Json;
using Shouldly;
using UtilityBilling.Billing.Ledger;
using Xunit;

namespace UtilityBilling.UnitTests.Ledger;

/// <summary>The chart of a new town.</summary>
public sealed class ChartTests
{
    private readonly Chart _chart = TestChart.Create();

    [Fact]
    public void Every_account_that_a_demo_tariff_names_is_in_the_chart()
    {
        var named = Directory.EnumerateFiles(Path.Combine(Root(), "etc", "demo"), "*.json", SearchOption.AllDirectories)
            .Where(f => f.Contains($"{Path.DirectorySeparatorChar}tariffs{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Shares(JsonDocument.Parse(File.ReadAllText(f)).RootElement)).Distinct().ToList();
        named.Count.ShouldBeGreaterThan(5);
        foreach (var (fund, account) in named)
            Should.NotThrow(() => _chart.ByCode(fund, account), $"{fund} {account}");
    }

    [Fact]
    public void Every_fund_that_bills_has_receivable_fee_revenue_and_its_claim_on_the_pooled_cash()
    {
        foreach (var fund in ChartDocument.ForTown("new-town").Funds.Where(f => !f.IsPooledCash))
        {
            var id = _chart.ByCode(fund.Code, fund.Accounts[0].Code).FundId;
            Should.NotThrow(() => (_chart.Receivable(id, "any"), _chart.FeeRevenue(id, "any"), _chart.DueFrom(id)), fund.Code);
        }
    }

    [Theory]
    [InlineData("Cash", "1021")]
    [InlineData("Check", "1022")]
    [InlineData("MoneyOrder", "1029")]
    public void A_tender_has_its_own_cash_clearing_or_the_common_one(string tender, string code) => _chart.CashClearing(tender).Code.ShouldBe(code);

    [Fact]
    public void Collected_pass_through_goes_to_the_payable_of_its_fund_and_service() => _chart.PayableFor(_chart.ByCode("sewer", "2390")).Code.ShouldBe("2395");

    private static IEnumerable<(string Fund, string Account)> Shares(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray().SelectMany(Shares))
                yield return item;
        if (element.ValueKind != JsonValueKind.Object)
            yield break;
        if (element.TryGetProperty("fund", out var fund) && element.TryGetProperty("account", out var account))
        {
            yield return (fund.GetString()!, account.GetString()!);
            if (element.TryGetProperty("passThrough", out var passThrough) && passThrough.TryGetProperty("payableAccount", out var payable))
                yield return (fund.GetString()!, payable.GetString()!);
        }
        foreach (var item in element.EnumerateObject().SelectMany(p => Shares(p.Value)))
            yield return item;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "UtilityBilling.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The repository's root is not above the test's output.");
    }
}

/// <summary>The embedded chart with ids of its own.</summary>
internal static class TestChart
{
    public static Chart Create()
    {
        var ids = 0;
        Guid Next() => new($"00000000-0000-7000-9000-{++ids:000000000000}");
        var funds = new List<Fund>();
        var accounts = new List<GlAccount>();
        foreach (var row in ChartDocument.ForTown("new-town").Funds)
        {
            var fund = new Fund { Id = Next(), Code = row.Code, Name = row.Name, IsPooledCash = row.IsPooledCash };
            funds.Add(fund);
            accounts.AddRange(row.Accounts.Select(a => new GlAccount { Id = Next(), FundId = fund.Id, Code = a.Code, Name = a.Name, Kind = a.Kind, Purpose = a.Purpose, Service = a.Service, Tender = a.Tender }));
        }
        return new Chart(funds, accounts);
    }
}
