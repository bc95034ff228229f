using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Letters;
using UtilityBilling.Billing.Printing;
using UtilityBilling.Billing.Stock;
using UtilityBilling.Billing.Templates;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.IntegrationTests.Emails;
using UtilityBilling.Navigation;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Letters;

/// <summary>Forms in stock (M11): what came, what went and by what cause, what to order and from whom.</summary>
public sealed class StockTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task On_hand_is_the_sum_of_what_came_and_went_and_a_count_books_the_difference()
    {
        await using var host = await TestHost.StartAsync();
        var alder = host.Alder;
        var envelopes = await AddAsync(alder, "ENV10", perUnit: 500, level: 5000, units: 10);
        (await DoAsync(alder, s => s.ReceiveAsync(envelopes, Receipt(12, "Acme", 294.00m)))).ShouldBeNull();
        (await DoAsync(alder, s => s.TakeAsync(envelopes, new StockTakeInput { Pieces = 300, Reason = "Court asked for some", Day = Today }))).ShouldBeNull();
        (await DoAsync(alder, s => s.TakeAsync(envelopes, new StockTakeInput { Pieces = 100, IsSpoiled = true, Reason = "Wet", Day = Today }))).ShouldBeNull();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await DoAsync(alder, s => s.CountAsync(envelopes, new StockCountInput { Pieces = 5450, Reason = "Yearly count" }))).ShouldBeNull();

        // 12 boxes of 500 are 6,000; less 300 and 100 are 5,600; 5,450 were counted, 150 fewer.
        var detail = await ReadAsync(alder, s => s.GetAsync(envelopes));
        (detail.Item.OnHand, detail.Item.IsLow).ShouldBe((5450L, false));
        (detail.Movements[0].Kind, detail.Movements[0].Pieces, detail.Movements[0].After, detail.Movements[0].Reason).ShouldBe((StockMovementKind.Counted, -150, 5450L, "Yearly count"));
        detail.Movements.Select(m => m.Pieces).Order().ShouldBe([-300, -150, -100, 6000]);

        (await DoAsync(alder, s => s.TakeAsync(envelopes, new StockTakeInput { Pieces = 450, Reason = "Mailing", Day = Today }))).ShouldBeNull();
        (await ReadAsync(alder, s => s.GetAsync(envelopes))).Item.IsLow.ShouldBeTrue("5,000 of 5,000: it is time to order");
        (await alder.ReadAsync(alder.Technician, s => s.GetServices<ITodayQueueContributor>().OfType<StockQueue>().Single().QueuesAsync(CancellationToken.None))).ShouldHaveSingleItem().Count.ShouldBe(1);
        (await host.Birch.ReadAsync(host.Birch.Technician, s => s.GetRequiredService<IStockAppService>().ListAsync())).ShouldBeEmpty();
        await Should.ThrowAsync<EntityNotFoundException>(() => host.Birch.ReadAsync(host.Birch.Technician, s => s.GetRequiredService<IStockAppService>().GetAsync(envelopes)));
    }

    [Fact]
    public async Task Vendors_are_compared_by_the_thousand_and_the_order_takes_the_cheapest()
    {
        await using var host = await TestHost.StartAsync();
        var alder = host.Alder;
        var envelopes = await AddAsync(alder, "ENV10", perUnit: 500, level: 5000, units: 10);
        await DoAsync(alder, s => s.ReceiveAsync(envelopes, Receipt(9, "Acme", null)));
        await DoAsync(alder, s => s.TakeAsync(envelopes, new StockTakeInput { Pieces = 300, Reason = "Mailing", Day = Today }));
        await DoAsync(alder, s => s.QuoteAsync(envelopes, Quote("Acme", 20.00m, 500, 5, new(2025, 3, 2))));
        await DoAsync(alder, s => s.QuoteAsync(envelopes, Quote("Acme", 24.50m, 500, 5, Today)));
        await DoAsync(alder, s => s.QuoteAsync(envelopes, Quote("Best Forms", 108.00m, 2400, 12, Today)));

        // 24.50 for 500 are 49.00 for 1,000; 108.00 for 2,400 are 45.00. Last year's 40.00 does not count any more.
        var prices = (await ReadAsync(alder, s => s.GetAsync(envelopes))).Prices;
        prices.Select(p => (p.Vendor, p.PerThousand, p.IsNewest, p.IsCheapest)).ShouldBe([("Best Forms", 45.00m, true, true), ("Acme", 49.00m, true, false), ("Acme", 40.00m, false, false)]);
        // 4,200 left: ten boxes are 5,000 pieces, for which Best Forms' cartons of 2,400 take three: 324.00.
        var order = (await ReadAsync(alder, s => s.OrdersAsync())).ShouldHaveSingleItem();
        (order.OnHand, order.Units, order.Pieces, order.Vendor, order.VendorUnits, order.Total, order.LeadDays).ShouldBe((4200L, 10, 5000, "Best Forms", 3, 324.00m, 12));

        (await DoAsync(alder, s => s.QuoteAsync(envelopes, Quote("Acme", 1m, 500, 5, new(2026, 3, 3))))).ShouldBe("Billing:Stock.DayToCome");
        (await DoAsync(alder, s => s.AddAsync(Item("env10", 1, 0, 1)))).ShouldBe("Billing:Stock.CodeTaken");
        (await DoAsync(alder, s => s.SetRuleAsync(envelopes, new StockRuleInput { Basis = StockBasis.Sheet, Pieces = 1, From = new(2026, 3, 1) }))).ShouldBe("Billing:Stock.RulePast");
    }

    [Fact]
    public async Task Printing_uses_forms_up_once_by_the_rules_of_the_day()
    {
        await using var host = await TestHost.StartAsync();
        var (town, alder) = (await EmailTown.PostedAsync(host, null, ("Ann", null, "en"), ("Bob", null, "es"), ("Cleo", null, "en")), host.Alder);
        var (paper, envelopes, hangers) = (await AddAsync(alder, "PAPER", 500, 10, 1), await AddAsync(alder, "ENV10", 500, 10, 1), await AddAsync(alder, "HANGER", 100, 10, 1));
        foreach (var (item, basis, pieces) in ((Guid, StockBasis, int)[])[(paper, StockBasis.Sheet, 1), (envelopes, StockBasis.MailedPiece, 1), (hangers, StockBasis.DoorHanger, 1)])
        {
            await DoAsync(alder, s => s.ReceiveAsync(item, Receipt(1, "Acme", null)));
            await DoAsync(alder, s => s.SetRuleAsync(item, new StockRuleInput { Basis = basis, Pieces = pieces, From = Today }));
        }
        // From tomorrow two envelopes go with each piece: not today.
        await DoAsync(alder, s => s.SetRuleAsync(envelopes, new StockRuleInput { Basis = StockBasis.MailedPiece, Pieces = 2, From = Today.AddDays(1) }));

        var job = await alder.WriteAsync(alder.Technician, s => s.GetRequiredService<IPrintJobAppService>().CreateAsync(town.Run, PrintJobKind.InHouse));
        (await OnHandAsync(alder, paper)).ShouldBe(500, "a job that waits has used nothing");
        // Three bills of one sheet each; the second jams: three sheets are gone, two envelopes. Its print is another sheet and the third envelope.
        await alder.WriteAsync(alder.Technician, s => s.GetRequiredService<IPrintJobAppService>().JamAsync(job, 1, new JamInput { FromSheet = 2, ThroughSheet = 2, Reason = "Torn" }));
        (await OnHandAsync(alder, paper), await OnHandAsync(alder, envelopes)).ShouldBe((497L, 498L));
        await alder.WriteAsync(alder.Technician, s => s.GetRequiredService<IPrintJobAppService>().MarkPrintedAsync(job, 2));
        (await OnHandAsync(alder, paper), await OnHandAsync(alder, envelopes), await OnHandAsync(alder, hangers)).ShouldBe((496L, 497L, 100L));
        (await ReadAsync(alder, s => s.GetAsync(paper))).Movements.Count(m => m.PrintJobId == job).ShouldBe(2, "each part is a cause of its own");

        // A door hanger for one house takes a hanger, no paper and no envelope.
        var hanger = (await alder.ReadAsync(alder.Technician, s => s.GetRequiredService<ITemplateAppService>().ListAsync())).Single(t => t.Kind == TemplateKind.DoorHanger);
        await alder.WriteAsync(alder.Technician, s => s.GetRequiredService<ITemplateAppService>().RequestApprovalAsync(hanger.OpenVersion!.Id));
        await town.Street.ApproveAsync(hanger.OpenVersion!.Id);
        var batch = await alder.WriteAsync(alder.Technician, s => s.GetRequiredService<ILetterAppService>().StartAsync(new LetterInput { TemplateId = hanger.Id, Accounts = "90000002" }));
        await alder.InScopeAsync(alder.Technician, async s => { await s.GetRequiredService<ILetterProcessor>().WriteAsync(batch); return true; });
        await alder.WriteAsync(alder.Technician, s => s.GetRequiredService<ILetterAppService>().MarkPrintedAsync(batch));
        (await OnHandAsync(alder, paper), await OnHandAsync(alder, envelopes), await OnHandAsync(alder, hangers)).ShouldBe((496L, 497L, 99L));

        // The database refuses the same use twice.
        var twice = await Should.ThrowAsync<DbUpdateException>(() => alder.WriteAsync(alder.Technician, async s =>
        {
            var context = s.GetRequiredService<IUtilityBillingDbContext>();
            context.Set<StockMovement>().Add(new StockMovement { Id = Guid.Parse("00000000-0000-0000-0000-00000000f0f0"), ItemId = paper, Kind = StockMovementKind.Used, Day = Today, Pieces = -1, PrintJobId = job, PrintPart = 2, EnteredByName = "x", EnteredAt = TestHost.Start });
            await context.SaveChangesAsync();
        }));
        twice.InnerException!.Message.ShouldContain("23505");
    }

    private static StockItemInput Item(string code, int perUnit, int level, int units) =>
        new() { Code = code, NameEn = code, NameEs = code, UnitEn = "box", UnitEs = "caja", PiecesPerUnit = perUnit, ReorderLevel = level, ReorderUnits = units };

    private static StockReceiptInput Receipt(int units, string vendor, decimal? price) => new() { Units = units, Vendor = vendor, Price = price, Day = Today };

    private static VendorPriceInput Quote(string vendor, decimal price, int pieces, int lead, DateOnly day) => new() { Vendor = vendor, PricePerUnit = price, PiecesPerUnit = pieces, LeadDays = lead, QuotedOn = day };

    private static Task<Guid> AddAsync(TestTown town, string code, int perUnit, int level, int units) => town.WriteAsync(town.Technician, s => s.GetRequiredService<IStockAppService>().AddAsync(Item(code, perUnit, level, units)));

    private static Task<T> ReadAsync<T>(TestTown town, Func<IStockAppService, Task<T>> work) => town.ReadAsync(town.Technician, s => work(s.GetRequiredService<IStockAppService>()));

    private static async Task<long> OnHandAsync(TestTown town, Guid item) => (await ReadAsync(town, s => s.GetAsync(item))).Item.OnHand;

    /// <summary>Does it, and says with which code it was refused.</summary>
    private static async Task<string?> DoAsync(TestTown town, Func<IStockAppService, Task> work)
    {
        try
        {
            await town.WriteAsync(town.Technician, s => work(s.GetRequiredService<IStockAppService>()));
            return null;
        }
        catch (BusinessException refusal)
        {
            return refusal.Code;
        }
    }
}
