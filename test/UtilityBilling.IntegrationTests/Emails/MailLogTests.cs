using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.MailLog;
using UtilityBilling.Billing.Postage;
using UtilityBilling.Errors;
using UtilityBilling.Paging;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Emails;

/// <summary>The town's mail in pieces and postage by month and department (M21).</summary>
public sealed class MailLogTests
{
    private static readonly DateOnly March = new(2026, 3, 1);

    [Fact]
    public async Task A_month_adds_up_what_was_entered_and_printed_by_department_with_postage()
    {
        await using var host = await TestHost.StartAsync();
        var town = await EmailTown.PostedAsync(host, null, ("Ann", null, "en"), ("Bob", null, "en"), ("Cleo", null, "en"));
        var alder = host.Alder;
        await alder.WriteAsync(alder.Technician, s => s.GetRequiredService<IPostageAppService>().AddRateAsync(new PostageRateInput { Level = SortLevel.SinglePiece, From = new(2026, 1, 1), UpToOunces = 1m, Price = 0.74m }));
        var (utility, court) = (await DepartmentAsync(alder, "Utility billing"), await DepartmentAsync(alder, "Court"));
        await WriteAsync(alder, s => s.SendsStatementsAsync(utility));
        await WriteAsync(alder, s => s.AddAsync(Entry(utility, MailDirection.Incoming, 12)));
        await WriteAsync(alder, s => s.AddAsync(Entry(utility, MailDirection.Outgoing, 5, 3.70m)));
        await WriteAsync(alder, s => s.AddAsync(Entry(court, MailDirection.Outgoing, 1, 9.64m, MailPieceKind.Certified)));
        await town.PrintRestAsync();

        // 3 statements of one sheet at 0.74 are 2.22; with the 3.70 entered 5.92. Columns: in, out, printed, e-mails, postage, without a price.
        (await SummaryAsync(alder)).ShouldBe([new MailMonthRow(March, "Court", 0, 1, 0, 0, 9.64m, 0), new MailMonthRow(March, "Utility billing", 12, 5, 3, 0, 5.92m, 0)]);
    }

    [Fact]
    public async Task E_mails_count_by_themselves_and_cost_no_postage()
    {
        await using var mail = await MailServers.StartAsync();
        await using var host = await TestHost.StartAsync();
        var town = await EmailTown.PostedAsync(host, mail, ("Ann", "ann@example.org", "en"), ("Bob", null, "en"));
        await town.QueueAsync();
        await town.SendAsync();
        await town.PrintRestAsync();

        // No rate is entered: Bob's piece is named as one without a price; and no department sends the statements yet.
        (await SummaryAsync(host.Alder)).ShouldBe([new MailMonthRow(March, "", 0, 0, 1, 1, 0m, 1)]);
    }

    [Fact]
    public async Task A_struck_entry_counts_no_more_and_stays_with_its_reason()
    {
        await using var host = await TestHost.StartAsync();
        var alder = host.Alder;
        var office = await DepartmentAsync(alder, "Office");
        var wrong = await alder.WriteAsync(alder.Technician, s => s.GetRequiredService<IMailLogAppService>().AddAsync(Entry(office, MailDirection.Outgoing, 50, 37m)));
        await WriteAsync(alder, s => s.AddAsync(Entry(office, MailDirection.Outgoing, 5, 3.70m)));

        (await Should.ThrowAsync<BusinessException>(() => WriteAsync(alder, s => s.StrikeAsync(wrong, " ")))).Code.ShouldBe("Billing:MailLog.ReasonMissing");
        await WriteAsync(alder, s => s.StrikeAsync(wrong, "Typed 50 for 5"));
        (await Should.ThrowAsync<BusinessException>(() => WriteAsync(alder, s => s.StrikeAsync(wrong, "Again")))).Code.ShouldBe("Billing:MailLog.StruckAlready");

        (await SummaryAsync(alder)).ShouldBe([new MailMonthRow(March, "Office", 0, 5, 0, 0, 3.70m, 0)]);
        var entries = await alder.ReadAsync(alder.Auditor, s => s.GetRequiredService<IMailLogAppService>().ListAsync(new PagedRequest()));
        entries.Items.Select(e => (e.Pieces, e.StrikeReason)).ShouldBe([(50, "Typed 50 for 5"), (5, null)], ignoreOrder: true);
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        await using var host = await TestHost.StartAsync();
        var alder = host.Alder;
        var office = await DepartmentAsync(alder, "Office");
        async Task<string> RefusalAsync(Func<IMailLogAppService, Task> work) => (await Should.ThrowAsync<BusinessException>(() => WriteAsync(alder, work))).Code;

        (await RefusalAsync(s => s.AddAsync(Entry(office, MailDirection.Incoming, 1, 0.74m)))).ShouldBe("Billing:MailLog.IncomingPostage");
        var tomorrow = Entry(office, MailDirection.Incoming, 1);
        tomorrow.Day = new(2026, 3, 3);
        (await RefusalAsync(s => s.AddAsync(tomorrow))).ShouldBe("Billing:MailLog.DayToCome");
        (await RefusalAsync(s => s.AddDepartmentAsync(new MailDepartmentInput { Name = " Office " }))).ShouldBe("Billing:MailLog.DepartmentTaken");
        await WriteAsync(alder, s => s.SendsStatementsAsync(office));
        (await RefusalAsync(s => s.RetireDepartmentAsync(office, true))).ShouldBe("Billing:MailLog.SendsStatementsStill");
        var other = await DepartmentAsync(alder, "Other");
        await WriteAsync(alder, s => s.SendsStatementsAsync(other));
        await WriteAsync(alder, s => s.RetireDepartmentAsync(office, true));
        (await RefusalAsync(s => s.AddAsync(Entry(office, MailDirection.Incoming, 1)))).ShouldBe("Billing:MailLog.DepartmentRetired");
    }

    private static MailEntryInput Entry(Guid department, MailDirection direction, int pieces, decimal? postage = null, MailPieceKind kind = MailPieceKind.Letter) =>
        new() { Day = new(2026, 3, 2), DepartmentId = department, Direction = direction, Pieces = pieces, Postage = postage, Kind = kind };

    private static async Task<Guid> DepartmentAsync(TestTown town, string name)
    {
        await WriteAsync(town, s => s.AddDepartmentAsync(new MailDepartmentInput { Name = name }));
        return (await town.ReadAsync(town.Technician, s => s.GetRequiredService<IMailLogAppService>().DepartmentsAsync())).Single(d => d.Name == name).Id;
    }

    private static Task WriteAsync(TestTown town, Func<IMailLogAppService, Task> work) => town.WriteAsync(town.Technician, s => work(s.GetRequiredService<IMailLogAppService>()));

    private static Task<IReadOnlyList<MailMonthRow>> SummaryAsync(TestTown town) => town.ReadAsync(town.Auditor, s => s.GetRequiredService<IMailLogAppService>().SummaryAsync(March, March));
}
