using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using UglyToad.PdfPig;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Billing.Postage;
using UtilityBilling.Billing.Printing;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Imports;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Settings;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>
/// From a posted run to mail (BR-14, BR-16): frozen statements, print jobs, jams, and the proof that printed + by e-mail + left out = billed. The case to be never again is
/// October 2023's: the toner ran out, printing began again at the wrong place, and some statements were never printed (domain.md).
/// </summary>
public sealed class StatementScenario
{
    private static readonly string[] Houses = ["Ann", "Bob", "Cleo", "Dora", "Ed", "Fay", "Gil", "Hal", "Ida", "Joe", "Kim", "Lou"];

    [Fact]
    public async Task After_a_toner_jam_on_the_first_a_middle_and_the_last_sheet_every_statement_is_printed_well_once()
    {
        await using var host = await TestHost.StartAsync();
        var (town, run) = await PostedAsync(host, Houses);
        await SetAsync(town, BillingSettings.PiecesPerPart, "5");
        var job = await CreateAsync(town, run);

        // Twelve statements of one page: parts of 5, 5 and 2.
        var parts = await PartsAsync(town, job);
        parts.Select(p => (p.Part, p.Pieces, p.Sheets, p.State)).ShouldBe([(1, 5, 5, PrintPartState.Waiting), (2, 5, 5, PrintPartState.Waiting), (3, 2, 2, PrintPartState.Waiting)]);

        // The first sheet of part 1, with all behind it; sheets 2 to 3 of part 2; the last sheet of part 3, which had been said to be good.
        (await JamAsync(town, job, 1, 1, null)).ShouldBe(4);
        (await JamAsync(town, job, 2, 2, 3)).ShouldBe(5);
        await MarkAsync(town, job, 3);
        (await JamAsync(town, job, 3, 2, null)).ShouldBe(6);
        // Part 4 prints the five of part 1 again and jams again, on its fourth sheet.
        (await JamAsync(town, job, 4, 4, null)).ShouldBe(7);
        (await PartsAsync(town, job)).Select(p => (p.Part, p.AfterPart, p.Pieces, p.SpoiledPieces, p.State)).ShouldBe(
        [
            (1, null, 5, 5, PrintPartState.Printed), (2, null, 5, 2, PrintPartState.Printed), (3, null, 2, 1, PrintPartState.Printed), (4, 1, 5, 2, PrintPartState.Printed),
            (5, 2, 2, 0, PrintPartState.Waiting), (6, 3, 1, 0, PrintPartState.Waiting), (7, 4, 2, 0, PrintPartState.Waiting),
        ]);
        // Good so far: part 2's three, part 3's one, part 4's three.
        var proof = await ProofAsync(town, run);
        (proof.Pieces, proof.Printed, proof.Waiting, proof.Open, proof.IsDone, proof.Agrees).ShouldBe((12, 7, 5, 0, false, true));

        foreach (var part in (int[])[5, 6, 7])
            await MarkAsync(town, job, part);
        proof = await ProofAsync(town, run);
        (proof.Statements, proof.Pieces, proof.Printed, proof.Waiting, proof.ByEmail, proof.LeftOut, proof.Open).ShouldBe((12, 12, 12, 0, 0, 0, 0));
        (proof.SpoiledPieces, proof.SpoiledSheets, proof.Twice, proof.IsDone).ShouldBe((10, 10, 0, true), "5 of part 1, 2 of part 2, 1 of part 3, 2 of part 4");
        proof.Charges.ShouldBe(proof.RunTotal);

        // Read back: what the parts hold and was not spoiled is each statement once.
        var printed = await town.Town.ReadAsync(town.Town.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<PrintedPiece>()
            .Where(p => !s.GetRequiredService<IUtilityBillingDbContext>().Set<SpoiledPiece>().Any(x => x.StatementId == p.StatementId && x.Piece == p.Piece && x.Generation == p.Generation)).Select(p => p.StatementId).ToListAsync());
        printed.Distinct().Count().ShouldBe(12);
        printed.Count.ShouldBe(12);
        (await PartTextAsync(town, job, 6)).Where(p => p.Contains($"/6 · 000001", StringComparison.Ordinal)).Count().ShouldBe(1);

        await Should.ThrowAsync<BusinessException>(() => CreateAsync(town, run), "nothing is left to print");
        (await town.Town.ReadAsync(town.Town.Auditor, s => s.GetRequiredService<IBooksVerification>().VerifyAsync(includesLong: true))).ShouldAllBe(c => c.IsGood);
    }

    [Fact]
    public async Task The_database_refuses_a_second_print_of_what_was_not_spoiled()
    {
        await using var host = await TestHost.StartAsync();
        var (town, run) = await PostedAsync(host, "Ann");
        var job = await CreateAsync(town, run);
        const string again = """
            insert into billing.printed_pieces (tenant_id, statement_id, piece, generation, spoiled_generation, job_id, part, position, first_sheet, sheets, sort_level)
            select tenant_id, statement_id, piece, {0}, {1}, job_id, part, 99, 99, 1, sort_level from billing.printed_pieces where job_id = {2}
            """;
        foreach (var (generation, spoiled) in ((int, int?)[])[(1, null), (2, 1), (3, null)])
            await Should.ThrowAsync<PostgresException>(() => town.Town.WriteAsync(town.Town.Technician, async s =>
            {
                await s.GetRequiredService<BulkWriter>().ExecuteAsync(
                    again.Replace("{0}", "$1", StringComparison.Ordinal).Replace("{1}", "$2", StringComparison.Ordinal).Replace("{2}", "$3", StringComparison.Ordinal),
                    [Arg.Of(generation), new NpgsqlParameter { Value = (object?)spoiled ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer }, Arg.Of(job)]);
            }));
    }

    [Fact]
    public async Task A_frozen_statement_gives_the_same_file_to_the_byte_after_settings_names_and_addresses_change()
    {
        await using var host = await TestHost.StartAsync();
        var (town, run) = await PostedAsync(host, "Ann", "Bob");
        var before = await PdfAsync(town, "Ann");

        await SetAsync(town, BillingSettings.MessageEn, "Hydrants are flushed in May.");
        await SetAsync(town, BillingSettings.ScanLine, "bill:10 cents:9 mod97:2");
        await town.Town.WriteAsync(town.Town.Technician, async s =>
        {
            var customer = await s.GetRequiredService<IUtilityBillingDbContext>().Set<Customer>().SingleAsync(c => c.Id == town.Id("customer/Ann"));
            (customer.DisplayName, customer.Language, customer.MailingLine1, customer.MailingCity, customer.MailingState, customer.MailingZip) = ("Anna Changed", "es", "1 New Street", "Salem", "OR", "97301");
        });

        Hash(await PdfAsync(town, "Ann")).ShouldBe(Hash(before));
        // Bob's was made before the changes as well, in the job that followed the posting.
        Text(await PdfAsync(town, "Bob")).ShouldNotContain("Hydrants");
        (await ProofAsync(town, run)).Frozen.ShouldBe(2);
    }

    [Fact]
    public async Task A_statement_that_was_never_frozen_is_frozen_at_its_first_issue()
    {
        await using var host = await TestHost.StartAsync();
        var (town, run) = await PostedAsync(host, ["Ann"], freeze: false);
        (await ProofAsync(town, run)).Frozen.ShouldBe(0);

        await SetAsync(town, BillingSettings.MessageEn, "Hydrants are flushed in May.");
        var first = await PdfAsync(town, "Ann");
        Text(first).ShouldContain("Hydrants are flushed in May.");
        await SetAsync(town, BillingSettings.MessageEn, "Hydrants are flushed in June.");

        Hash(await PdfAsync(town, "Ann")).ShouldBe(Hash(first));
        (await ProofAsync(town, run)).Frozen.ShouldBe(1);
    }

    [Fact]
    public async Task Mail_goes_to_payer_owner_and_third_party_and_what_is_left_out_has_its_reason()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host, "Ann", "Bob", "Cleo", "Dora");
        await town.Town.WriteAsync(town.Town.Technician, async s =>
        {
            var context = s.GetRequiredService<IUtilityBillingDbContext>();
            // Ann is Bob's tenant, and he gets copies; Cleo wants e-mail; a caretaker gets Dora's on paper, and her daughter by e-mail.
            (await context.Set<Occupancy>().SingleAsync(o => o.Id == town.OccupancyId("Ann"))).OwnerCopy = OwnerCopy.BillsAndNotices;
            context.Set<Ownership>().Add(new Ownership { Id = Guid.CreateVersion7(TestHost.Start), PremiseId = town.Id("premise/Ann"), CustomerId = town.Id("customer/Bob"), From = EvenCycleTown.MovedIn });
            (await context.Set<Account>().SingleAsync(a => a.Id == town.AccountId("Cleo"))).Delivery = StatementDelivery.Email;
            (await context.Set<Customer>().SingleAsync(c => c.Id == town.Id("customer/Cleo"))).Email = "cleo@example.org";
            var recipients = s.GetRequiredService<IRecipientAppService>();
            await recipients.AddAsync(town.AccountId("Dora"), new RecipientInput { Name = "Carl Caretaker", Line1 = "5 Elm St", City = "Alder", State = "OR", Zip = "97305-1234", Language = "es", From = new(2026, 1, 1), Reason = "Letter" });
            await recipients.AddAsync(town.AccountId("Dora"), new RecipientInput { Name = "Dee", Email = "dee@example.org", From = new(2026, 1, 1), Reason = "Letter" });
            await recipients.AddAsync(town.AccountId("Dora"), new RecipientInput { Name = "Too late", Email = "late@example.org", From = new(2026, 4, 1), Reason = "Letter" });
        });
        await SetAsync(town, BillingSettings.MailerId, "123456");
        var run = await RunAsync(town);
        await SuppressAsync(town, run, "Bob");

        // Payers Ann, Bob (left out), Cleo (e-mail), Dora; Bob's copy of Ann's; the caretaker's and the daughter's (e-mail): seven pieces.
        var job = await CreateAsync(town, run);
        var proof = await ProofAsync(town, run);
        (proof.Statements, proof.Pieces, proof.Copies, proof.Waiting, proof.ByEmail, proof.LeftOut).ShouldBe((4, 7, 3, 4, 2, 1));
        await MarkAsync(town, job, 1);
        proof = await ProofAsync(town, run);
        (proof.Printed, proof.Sent, proof.Agrees, proof.IsDone).ShouldBe((4, 0, true, false), "two wait for e-mail");

        var pages = await PartTextAsync(town, job, 1);
        pages.Count.ShouldBe(4);
        pages.Single(p => p.Contains("OWNER'S COPY", StringComparison.Ordinal)).ShouldContain("Bob Tester");
        pages.Single(p => p.Contains("Carl Caretaker", StringComparison.Ordinal)).ShouldContain("COPIA para su información");
        // 00, 300, 123456 and nine digits of serial number, then the ZIP code: on every piece for paper, each its own.
        foreach (var page in pages)
            page.ShouldContain("00300123456");
        pages.Single(p => p.Contains("Carl Caretaker", StringComparison.Ordinal)).ShouldContain("973051234");

        // Postal summary: four single pieces of one sheet, 0.16 + 0.40 = 0.56 ounces and 0.74 each: 2.24 ounces, 2.96; with e-mail and left out all seven.
        await town.Town.WriteAsync(town.Town.Technician, s => s.GetRequiredService<IPostageAppService>().AddRateAsync(new PostageRateInput { Level = SortLevel.SinglePiece, From = new(2026, 1, 1), UpToOunces = 1m, Price = 0.74m }));
        var rows = await town.Town.ReadAsync(town.Town.Director, s => s.GetRequiredService<IPostageAppService>().SummaryAsync(run));
        rows.ShouldBe([new PostalRow("SinglePiece", 1, 4, 2.24m, 0.74m, 2.96m), new PostalRow("ByEmail", null, 2, null, null, null), new PostalRow("LeftOutByHand", null, 1, null, null, null)]);
        rows.Sum(r => r.Pieces).ShouldBe(proof.Pieces);

        using var archive = new ZipArchive(await FileAsync(town, (s, file) => s.WriteVendorFileAsync(job, file)));
        archive.Entries.Select(e => e.Name).ShouldBe(["job-1-part-1.pdf", "job-1-part-1.csv"]);
        using var index = new StreamReader(archive.Entries[1].Open());
        var lines = (await index.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(5);
        lines[0].ShouldStartWith("sequence,first_page,pages,first_sheet,sheets,statement,account");
    }

    [Fact]
    public async Task Below_the_minimum_nothing_is_printed_and_every_piece_is_still_counted()
    {
        await using var host = await TestHost.StartAsync();
        var (town, run) = await PostedAsync(host, "Ann", "Bob");
        // Ann and Bob owe 121.27 each; a minimum above that leaves both out.
        await SetAsync(town, BillingSettings.MinimumBalance, "150.00");

        (await Should.ThrowAsync<BusinessException>(() => CreateAsync(town, run))).Code.ShouldBe("Billing:Print.NothingToPrint");
        await SetAsync(town, BillingSettings.MinimumBalance, "121.27");
        await CreateAsync(town, run);
        (await ProofAsync(town, run)).Waiting.ShouldBe(2, "exactly the minimum is printed");
    }

    [Fact]
    public async Task One_payer_with_forty_units_gets_one_statement_with_a_line_for_each()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host, "Ann");
        await town.Town.WriteAsync(town.Town.Technician, s => s.GetRequiredService<ICustomerImportService>().ImportAsync(new CustomerImportBatch(town.Id("flats"), "test")
        {
            Premises = [.. Enumerable.Range(2, 39).Select(n => new PremiseImport(town.Id($"flat/{n}"), $"{n} Long Row", "Alder", "OR", "97303"))],
            Occupancies = [.. Enumerable.Range(2, 39).Select(n => new OccupancyImport(town.Id($"lives/{n}"), town.AccountId("Ann"), town.Id($"flat/{n}"), EvenCycleTown.MovedIn, null, OccupancyRole.Owner, OccupancyStatus.Active))],
            Agreements = [.. Enumerable.Range(2, 39).SelectMany(n => ((string[])["police", "admin"]).Select(service =>
                new AgreementImport(town.Id($"{service}/{n}"), town.Id($"lives/{n}"), town.Id($"flat/{n}"), service, "residential", town.CycleId, EvenCycleTown.MovedIn, null) { Rates = [new RateImport(service, EvenCycleTown.MovedIn)] }))],
        }));
        var run = await RunAsync(town);

        // Ann's house 121.27, thirty-nine flats at police 8.00 and administration 5.95: 121.27 + 39 × 13.95 = 665.32.
        var proof = await ProofAsync(town, run);
        (proof.Statements, proof.Pieces, proof.Charges, proof.RunTotal).ShouldBe((1, 1, 665.32m, 665.32m));
        var file = await town.Town.ReadAsync(town.Town.Technician, async s =>
        {
            var whole = new MemoryStream();
            var printed = await s.GetRequiredService<IBillAppService>().WriteRunAsync(run, whole);
            (printed.BillCount, printed.PageCount, printed.AmountDue).ShouldBe((40, 2, 665.32m));
            return whole.ToArray();
        });
        var text = Text(file);
        text.ShouldContain("$665.32");
        text.ShouldContain("Total of 40 units $665.32");
        for (var n = 2; n <= 40; n++)
            text.ShouldContain($"{n} Long Row ");
        text.Split("$13.95").Length.ShouldBe(40);
    }

    [Fact]
    public async Task A_cancelled_job_frees_its_pieces_for_another()
    {
        await using var host = await TestHost.StartAsync();
        var (town, run) = await PostedAsync(host, "Ann", "Bob");
        var first = await CreateAsync(town, run);
        await town.Town.WriteAsync(town.Town.Technician, s => s.GetRequiredService<IPrintJobAppService>().CancelAsync(first, "Wrong paper"));
        (await ProofAsync(town, run)).Open.ShouldBe(2);

        var second = await CreateAsync(town, run);
        await MarkAsync(town, second, 1);

        var proof = await ProofAsync(town, run);
        (proof.Printed, proof.SpoiledPieces, proof.IsDone).ShouldBe((2, 0, true), "nothing of the first was ever on paper");
    }

    [Fact]
    public async Task Messages_stand_on_the_bills_of_their_account_class_and_cycle()
    {
        await using var host = await TestHost.StartAsync();
        var town = await StreetAsync(host, "Ann", "Bob");
        await AddMessageAsync(town, new StatementMessageInput { Scope = MessageScope.Account, AccountNumber = "90000001", English = "Only for Ann." });
        await AddMessageAsync(town, new StatementMessageInput { Scope = MessageScope.Cycle, CycleId = town.CycleId, English = "For the even cycle." });
        await AddMessageAsync(town, new StatementMessageInput { Scope = MessageScope.CustomerClass, CustomerClass = "commercial", English = "For shops." });
        await AddMessageAsync(town, new StatementMessageInput { English = "Was for last year.", Through = new(2026, 1, 31) });
        await RunAsync(town);

        var (ann, bob) = (Text(await PdfAsync(town, "Ann")), Text(await PdfAsync(town, "Bob")));
        ann.ShouldContain("Only for Ann.");
        ann.ShouldContain("For the even cycle.");
        bob.ShouldContain("For the even cycle.");
        foreach (var none in (string[])["Only for Ann.", "For shops.", "Was for last year."])
            bob.ShouldNotContain(none);
    }

    private static Task AddMessageAsync(EvenCycleTown town, StatementMessageInput input)
    {
        input.From = new(2026, 1, 1);
        return town.Town.WriteAsync(town.Town.Technician, s => s.GetRequiredService<IStatementMessageAppService>().AddAsync(input));
    }

    private static async Task<(EvenCycleTown Town, Guid Run)> PostedAsync(TestHost host, params string[] houses) => await PostedAsync(host, houses, freeze: true);

    private static async Task<(EvenCycleTown Town, Guid Run)> PostedAsync(TestHost host, string[] houses, bool freeze)
    {
        var town = await StreetAsync(host, houses);
        return (town, await RunAsync(town, freeze));
    }

    private static async Task<EvenCycleTown> StreetAsync(TestHost host, params string[] houses)
    {
        var town = new EvenCycleTown(host.Alder);
        await town.OpenAsync();
        foreach (var house in houses)
            await town.AddHouseAsync(house, 100.0m, winterAverage: 5m);
        await town.ImportAsync(town.ReadFile(new(2026, 2, 26), [.. houses.Select(h => (h, (decimal?)112.0m))]));
        return town;
    }

    private static async Task<Guid> RunAsync(EvenCycleTown town, bool freeze = true)
    {
        var run = await town.StartAndCalculateAsync("2026-02");
        await town.RequestApprovalAsync(run);
        await town.ApproveAsync(run);
        await town.PostAsync(run);
        if (freeze)
            await town.Town.InScopeAsync(town.Town.Technician, async s => { await s.GetRequiredService<StatementProcessor>().FreezeAsync(run); return true; });
        return run;
    }

    private static Task SetAsync(EvenCycleTown town, string name, string value) =>
        town.Town.WriteAsync(town.Town.Administrator, s => s.GetRequiredService<ISettingManager>().SetAsync(name, value, new(2026, 3, 2), "Test"));

    private static Task<Guid> CreateAsync(EvenCycleTown town, Guid run) => town.Town.WriteAsync(town.Town.Technician, s => s.GetRequiredService<IPrintJobAppService>().CreateAsync(run, PrintJobKind.InHouse));

    private static Task MarkAsync(EvenCycleTown town, Guid job, int part) => town.Town.WriteAsync(town.Town.Technician, s => s.GetRequiredService<IPrintJobAppService>().MarkPrintedAsync(job, part));

    private static Task<int> JamAsync(EvenCycleTown town, Guid job, int part, int from, int? through) => town.Town.WriteAsync(town.Town.Technician, s =>
        s.GetRequiredService<IPrintJobAppService>().JamAsync(job, part, new JamInput { FromSheet = from, ThroughSheet = through, Reason = "Toner ran out" }));

    private static Task SuppressAsync(EvenCycleTown town, Guid run, string house) => town.Town.WriteAsync(town.Town.Technician, async s =>
    {
        var number = await s.GetRequiredService<IUtilityBillingDbContext>().Set<Statement>().Where(x => x.AccountId == town.AccountId(house)).Select(x => x.Number).SingleAsync();
        await s.GetRequiredService<IPrintJobAppService>().SuppressAsync(run, number, "Handed over at the counter");
    });

    private static async Task<IReadOnlyList<PrintPartDto>> PartsAsync(EvenCycleTown town, Guid job) => (await town.Town.ReadAsync(town.Town.Director, s => s.GetRequiredService<IPrintJobAppService>().GetAsync(job))).Parts;

    private static async Task<PrintProofDto> ProofAsync(EvenCycleTown town, Guid run) => (await town.Town.ReadAsync(town.Town.Director, s => s.GetRequiredService<IPrintJobAppService>().OfRunAsync(run))).Proof;

    private static async Task<IReadOnlyList<string>> PartTextAsync(EvenCycleTown town, Guid job, int part)
    {
        using var pdf = PdfDocument.Open((await FileAsync(town, (s, file) => s.WritePartAsync(job, part, file))).ToArray());
        return [.. pdf.GetPages().Select(p => string.Join(' ', p.GetWords().Select(w => w.Text)))];
    }

    private static Task<MemoryStream> FileAsync(EvenCycleTown town, Func<IPrintJobAppService, Stream, Task> write) => town.Town.ReadAsync(town.Town.Technician, async s =>
    {
        var file = new MemoryStream();
        await write(s.GetRequiredService<IPrintJobAppService>(), file);
        return new MemoryStream(file.ToArray());
    });

    private static Task<byte[]> PdfAsync(EvenCycleTown town, string house) => town.Town.ReadAsync(town.Town.Technician, async s =>
    {
        var bill = await s.GetRequiredService<IUtilityBillingDbContext>().Set<Bill>().Where(b => b.AccountId == town.AccountId(house)).Select(b => b.Id).SingleAsync();
        var file = new MemoryStream();
        await s.GetRequiredService<IBillAppService>().WritePdfAsync(bill, file);
        return file.ToArray();
    });

    private static string Hash(byte[] file) => Convert.ToHexString(SHA256.HashData(file));

    private static string Text(byte[] file)
    {
        using var pdf = PdfDocument.Open(file);
        return string.Join(' ', pdf.GetPages().SelectMany(p => p.GetWords()).Select(w => w.Text));
    }
}
