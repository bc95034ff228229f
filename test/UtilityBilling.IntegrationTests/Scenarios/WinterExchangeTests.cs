using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.WinterAverages;
using UtilityBilling.Documents;
using UtilityBilling.Errors;
using UtilityBilling.Paging;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>The partner city's file of sewer volumes and ours to it. Riverbend 2026 bills 3.61 a ccf of the winter average; Ann has 5 ccf, Bob 6, the shop pays by use.</summary>
public sealed class WinterExchangeTests : IAsyncLifetime
{
    private const string Heading = "Acct No,Service Address,Old Value,New Value,Effective Date\n";
    private TestHost _host = null!;
    private EvenCycleTown _town = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _town = new EvenCycleTown(_host.Alder);
        await _town.OpenAsync();
        await _town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await _town.AddHouseAsync("Bob", 200m, winterAverage: 6m);
        await _town.AddHouseAsync("Shop", 300m, winterAverage: null, customerClass: "commercial", facts: ("imperviousSqFt", "7501"));
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Each_line_of_the_partners_file_is_a_change_or_a_refusal_with_its_reason()
    {
        var batch = await ImportAsync(Heading + """
            90000001,"1 Test Lane, Alder",5,7,2026-05-01
            90000002,2 Test Lane,9,7,5/1/2026
            99999999,Nowhere,5,7,2026-05-01
            90000001,1 Test Lane,7,8,2026-05-01
            90000002,2 Test Lane,6,many,2026-05-01
            90000003,3 Test Lane,,7,2026-05-01
            90000002,2 Test Lane,6,7,2026-07-01
            """);

        var made = await BatchAsync(batch);
        (made.Kind, made.State, made.Rows, made.EffectiveFrom).ShouldBe((WinterBatchKind.PartnerFile, WinterBatchState.Draft, 1, new DateOnly(2026, 5, 1)));
        var row = (await RowsAsync(batch)).Single();
        // Two ccf more at 3.61.
        (row.AccountNumber, row.OldValue, row.Value, row.BillEffect, row.Source).ShouldBe(("90000001", 5m, 7m, 7.22m, WinterAverageSource.PartnerFile));
        made.RefusedLines.Select(l => (l.Line, l.Text)).ShouldBe(
        [
            (3, "The partner's old value is 9, ours is 6. Settle which is right first."),
            (4, "There is no account 99999999."),
            (5, "Account 90000001 stands in the file twice; the first line was taken."),
            (6, "“many” is no volume. Write 0 or more with at most three decimals."),
            (7, "Account 90000003 is not billed by a winter average on that day."),
            (8, "It takes effect on 2026-07-01, the file's first line on 2026-05-01. Send it in a file of its own."),
        ]);
    }

    [Fact]
    public async Task The_same_partner_file_is_refused_the_second_time()
    {
        var file = Heading + "90000001,1 Test Lane,5,7,2026-05-01\n";
        var first = await ImportAsync(file);

        (await Should.ThrowAsync<BusinessException>(() => ImportAsync(file))).Code.ShouldBe("Billing:Winter.SameFile");

        // What was cancelled has done nothing and may come again.
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => Winters(s).CancelAsync(first, "Sent too early"));
        await ImportAsync(file);
    }

    [Fact]
    public async Task A_partners_value_is_in_force_only_when_another_person_approved_it()
    {
        var batch = await ImportAsync(Heading + "90000001,1 Test Lane,5,7,2026-05-01\n");
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => Winters(s).RequestApprovalAsync(batch));
        (await ValuesAsync("Ann")).ShouldBe([5m]);

        await _town.ApproveAsync(batch);

        (await ValuesAsync("Ann")).ShouldBe([7m, 5m]);
    }

    [Fact]
    public async Task A_partners_change_that_comes_after_the_bill_is_refused()
    {
        await _town.ImportAsync(_town.ReadFile(new(2026, 2, 26), ("Ann", 112m), ("Bob", 212m), ("Shop", 312m)));
        var run = await _town.StartAndCalculateAsync("2026-02");
        await _town.RequestApprovalAsync(run);
        await _town.ApproveAsync(run);
        await _town.PostAsync(run);

        var made = await BatchAsync(await ImportAsync(Heading + "90000001,1 Test Lane,5,7,2026-03-01\n"));

        (made.Rows, made.RefusedLines.Single().Text).ShouldBe((0, "Account 90000001 was billed on 2026-03-02 already. The change must take effect after it."));
    }

    [Fact]
    public async Task A_file_without_the_columns_says_which_are_missing()
    {
        var refused = await Should.ThrowAsync<BusinessException>(() => ImportAsync("Acct No,Old Value\n90000001,5\n"));

        (refused.Code, refused.Values["Columns"]).ShouldBe(("Billing:Winter.ColumnsMissing", "new value, effective date"));
    }

    [Fact]
    public async Task Our_changes_go_out_in_the_layout_that_comes_in_and_the_partners_own_stay_here()
    {
        var theirs = await ImportAsync(Heading + "90000001,1 Test Lane,5,7,2026-05-01\n");
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => Winters(s).RequestApprovalAsync(theirs));
        await _town.ApproveAsync(theirs);
        var ours = await _host.Alder.WriteAsync(_host.Alder.Technician, s => Winters(s).ChangeAsync(new WinterChangeInput(_town.AccountId("Bob"), _town.Id("sewer/Bob"), 4.5m, new(2026, 5, 1), "Leak repaired")));
        (await ChangesAsync()).ShouldBeEmpty("nothing of ours is in force yet");
        await _town.ApproveAsync(ours);

        var change = (await ChangesAsync()).Single();

        (change.AccountNumber, change.OldValue, change.NewValue, change.EffectiveFrom).ShouldBe(("90000002", 6m, 4.5m, new DateOnly(2026, 5, 1)));
        var read = PartnerFile.Read(await CsvAsync([change])).Lines.Single();
        (read.Account, read.Old, read.New, read.EffectiveFrom).ShouldBe(("90000002", "6", "4.5", new DateOnly(2026, 5, 1)));
    }

    private Task<Guid> ImportAsync(string text) => _host.Alder.WriteAsync(_host.Alder.Technician, s =>
        s.GetRequiredService<IWinterAverageExchange>().ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), "partner.csv", "sewer"));

    private Task<IReadOnlyList<WinterExchangeRow>> ChangesAsync() => _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IWinterAverageExchange>().ChangesAsync("sewer", new(2026, 4, 1), new(2026, 5, 31)));

    private Task<string> CsvAsync(IReadOnlyList<WinterExchangeRow> rows) => _host.Alder.ReadAsync(_host.Alder.Technician, async s =>
    {
        using var file = new MemoryStream();
        await s.GetServices<ISpreadsheetWriter>().Single(w => w.Format == "csv").WriteAsync(file, WinterTables.Changes.ToSpreadsheet(rows.ToAsyncEnumerable(), s.GetRequiredService<IStringLocalizer>()));
        return Encoding.UTF8.GetString(file.ToArray());
    });

    private Task<WinterBatchDto> BatchAsync(Guid batch) => _host.Alder.ReadAsync(_host.Alder.Director, s => Winters(s).GetAsync(batch));

    private async Task<IReadOnlyList<WinterRowDto>> RowsAsync(Guid batch) => (await _host.Alder.ReadAsync(_host.Alder.Director, s => Winters(s).RowsAsync(batch, new WinterRowRequest(new PagedRequest())))).Items;

    private async Task<IEnumerable<decimal>> ValuesAsync(string house) =>
        (await _host.Alder.ReadAsync(_host.Alder.Director, s => Winters(s).OfAgreementAsync(_town.AccountId(house), _town.Id($"sewer/{house}")))).Values.Select(v => v.Value);

    private static IWinterAverageBatchAppService Winters(IServiceProvider services) => services.GetRequiredService<IWinterAverageBatchAppService>();
}
