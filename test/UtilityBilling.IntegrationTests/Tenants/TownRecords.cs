using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Checklists;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Billing.Emails;
using UtilityBilling.Billing.Budgets;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Billing.Letters;
using UtilityBilling.Billing.MailLog;
using UtilityBilling.Billing.Printing;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Billing.Stock;
using UtilityBilling.Billing.Templates;
using UtilityBilling.Billing.WinterAverages;
using UtilityBilling.Collections.Deposits;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Customers.ServiceChanges;
using UtilityBilling.Customers.Notes;
using UtilityBilling.Customers.Premises;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.BackgroundJobs;
using UtilityBilling.IntegrationTests.Scenarios;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Metering;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.Platform.Roles;
using UtilityBilling.TestBase;

namespace UtilityBilling.IntegrationTests.Tenants;

/// <summary>A town in which each kind of record is there at least once, made by the services that the office uses.</summary>
internal sealed class TownRecords(TestTown town, int firstHouse, params string[] houses)
{
    private readonly EvenCycleTown _street = new(town, firstHouse);
    private readonly Dictionary<string, string> _ids = [];

    public TestTown Town { get; } = town;

    /// <summary>The id of the town's record of a kind, for example <c>Bill</c>; for what is known by a number, that.</summary>
    public string this[string kind] => _ids.TryGetValue(kind, out var id) ? id : throw new InvalidOperationException($"{Town.Info.Slug} has no {kind}: give it one in {nameof(TownRecords)}.");

    public IEnumerable<string> Kinds => _ids.Keys;

    /// <summary>A customer's name, to search by.</summary>
    public string Name => houses[0];

    /// <summary>What must never be read in another town: ids, numbers and names of this one.</summary>
    public IEnumerable<string> Marks => [.. _ids.Values, .. houses, Town.Technician.UserName];

    /// <summary>Houses, a posted bill run with its bills, and money.</summary>
    public async Task LiveThroughWinterAsync()
    {
        await _street.OpenAsync();
        await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<ICalendarAppService>().AddPeriodsAsync(_street.CycleId,
            [new PeriodInput("2026-06", new(2026, 5, 1), new(2026, 7, 1), ReadDate: new(2026, 6, 26), CalculateDate: new(2026, 6, 29), BillDate: new(2026, 7, 1), DueDate: new(2026, 7, 22))]));
        foreach (var house in houses)
            await _street.AddHouseAsync(house, 100m, winterAverage: 5m);
        await _street.ImportAsync(_street.ReadFile(new(2026, 2, 26), [.. houses.Select(h => (h, (decimal?)112.0m))]), $"winter-{Town.Info.Slug}.csv");
        var run = await _street.StartAndCalculateAsync("2026-02");
        await _street.RequestApprovalAsync(run);
        await _street.ApproveAsync(run);
        await _street.PostAsync(run);
        await MailAsync(run);
        await MoneyAsync();
        await PeopleAndWorkAsync();
        await ChargesAsync();
        _ids["BudgetPlan"] = (await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IBudgetAppService>().EnrolAsync(
            _street.AccountId(houses[0]), new BudgetEnrolInput { OccupancyId = _street.OccupancyId(houses[0]), From = new(2026, 12, 1), Amount = 90m, TrueUpMonth = 3, Reason = $"Asked by {houses[0]}" }))).ToString();
        await LettersAsync();
    }

    /// <summary>A doubtful read, a calculated run, a file that waits, and requests that wait.</summary>
    public async Task LiveThroughSpringAsync()
    {
        await _street.ImportAsync(_street.ReadFile(new(2026, 4, 28), [(houses[0], 120.0m), (houses[1], 9000.0m), (houses[2], 125.0m)]), $"spring-{Town.Info.Slug}.csv");
        var run = await _street.StartAndCalculateAsync("2026-04");
        _ids["CalculatedRun"] = run.ToString();
        _ids["Charge"] = (await Town.ReadAsync(Town.Technician, s => s.GetRequiredService<IAccountLedger>().OpenChargesAsync(_street.AccountId(houses[2]))))[0].ChargeId.ToString();
        _ids["Adjustment"] = (await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IAdjustmentAppService>()
            .RequestAsync(new AdjustmentInput(_street.AccountId(houses[2]), Guid.Parse(_ids["Charge"]), false, 1.50m, "leak", "Leak repaired")))).ToString();
        _ids["ReadFile"] = (await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IReadImportAppService>().PreviewAsync(
            new MemoryStream(_street.ReadFile(new(2026, 4, 29), (houses[1], 130.0m))), $"late-{Town.Info.Slug}.csv", null, _street.CycleId))).Id.ToString();
        await Town.WriteAsync(Town.Technician, services =>
        {
            var (context, guids) = (services.GetRequiredService<IUtilityBillingDbContext>(), services.GetRequiredService<IGuidGenerator>());
            var tick = new RunTick { Id = guids.Create(), RunId = run, Step = $"Shown to {houses[0]}", ByName = "Somebody", At = TestHost.Start };
            var step = new ScheduledRunStep { Id = guids.Create(), Step = ScheduledStep.Calculate, RunId = run, DueAt = TestHost.Start.AddYears(5), By = Town.Technician.UserId, ByName = $"{Town.Info.Name}'s own", SetAt = TestHost.Start };
            context.Set<RunTick>().Add(tick);
            context.Set<ScheduledRunStep>().Add(step);
            (_ids["RunTick"], _ids["ScheduledStep"]) = (tick.Id.ToString(), step.Id.ToString());
            return Task.CompletedTask;
        });
        _ids["WinterBatch"] = (await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IWinterAverageBatchAppService>().ComputeAsync(
            new WinterComputeInput(_street.CycleId, "sewer", new WinterDates(new(2026, 1, 2), new(2026, 4, 30), new(2026, 5, 1)))))).ToString();
        await Town.InScopeAsync(Town.Technician, async s =>
        {
            await s.GetRequiredService<IWinterBatchProcessor>().WorkOutAsync(Guid.Parse(_ids["WinterBatch"]));
            return true;
        });
        await FindAsync();
    }

    /// <summary>Statements, a print job, a message, and somebody else who gets an account's mail.</summary>
    private async Task MailAsync(Guid run)
    {
        await Town.InScopeAsync(Town.Technician, async s => { await s.GetRequiredService<StatementProcessor>().FreezeAsync(run); return true; });
        _ids["PrintJob"] = (await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IPrintJobAppService>().CreateAsync(run, PrintJobKind.InHouse))).ToString();
        await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IStatementMessageAppService>().AddAsync(new StatementMessageInput { English = $"Greetings from {houses[0]}", From = new(2026, 7, 1) }));
        await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IRecipientAppService>().AddAsync(
            _street.AccountId(houses[0]), new RecipientInput { Name = $"Daughter of {houses[0]}", Email = "daughter@example.org", From = new(2026, 7, 1), Reason = "Letter" }));
        (_ids["Message"], _ids["Recipient"]) = await Town.ReadAsync(Town.Technician, async s =>
        {
            var context = s.GetRequiredService<IUtilityBillingDbContext>();
            return ((await context.Set<StatementMessage>().Select(m => m.Id).SingleAsync()).ToString(), (await context.Set<AccountRecipient>().Select(r => r.Id).SingleAsync()).ToString());
        });
        await EmailsAsync(run);
        await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IMailLogAppService>().AddDepartmentAsync(new MailDepartmentInput { Name = $"Office of {houses[0]}" }));
        var department = (await Town.ReadAsync(Town.Technician, s => s.GetRequiredService<IMailLogAppService>().DepartmentsAsync())).Single().Id;
        _ids["MailDepartment"] = department.ToString();
        _ids["MailEntry"] = (await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IMailLogAppService>().AddAsync(new MailEntryInput { Day = new(2026, 3, 2), DepartmentId = department, Pieces = 3, Note = $"For {houses[0]}" }))).ToString();
    }

    /// <summary>An e-mail in doubt, a message of the bounce mailbox that nobody has settled, an address that does not work.</summary>
    private Task EmailsAsync(Guid run) => Town.WriteAsync(Town.Technician, async s =>
    {
        var (context, guids) = (s.GetRequiredService<IUtilityBillingDbContext>(), s.GetRequiredService<IGuidGenerator>());
        var piece = await context.Set<StatementPiece>().Where(p => p.RunId == run).OrderBy(p => p.StatementId).FirstAsync();
        var email = new EmailMessage
        {
            Id = guids.Create(), StatementId = piece.StatementId, Piece = piece.Piece, RunId = run, AccountId = _street.AccountId(houses[0]), Address = "a@example.org", MessageId = $"{houses[0]}@town.test", State = EmailState.InDoubt,
            NotBefore = TestHost.Start, ClaimedAt = TestHost.Start, CreatedAt = TestHost.Start, CreatedByName = "Test",
        };
        var report = new EmailReport { Id = guids.Create(), MailboxValidity = 1, MailboxUid = 1, ReceivedAt = TestHost.Start, Kind = EmailReportKind.Unknown, From = "", Subject = $"About {houses[0]}" };
        var bad = new BadAddress { Id = guids.Create(), AccountId = _street.AccountId(houses[0]), Address = "a@example.org", Words = "no such user", Since = TestHost.Start };
        context.Set<EmailMessage>().Add(email);
        context.Set<EmailReport>().Add(report);
        context.Set<BadAddress>().Add(bad);
        (_ids["Email"], _ids["EmailReport"], _ids["BadAddress"]) = (email.Id.ToString(), report.Id.ToString(), bad.Id.ToString());
    });

    private async Task MoneyAsync()
    {
        var number = await _street.Town.ReadAsync(Town.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Account>().Where(a => a.Id == _street.AccountId(houses[0])).Select(a => a.Number).SingleAsync());
        _ids["AccountNumber"] = number;
        _ids["Receipt"] = (await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IReceiptAppService>().TakeAsync(
            new ReceiptInput(s.GetRequiredService<IGuidGenerator>().Create(), houses[0], [new ReceiptLineInput(number, 20m)], [new ReceiptTenderInput(TenderKind.Check, 20m, "4711")])))).ToString();
        _ids["Deposit"] = (await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IDepositAppService>().TakeAsync(_street.AccountId(houses[0]), 75m, TenderKind.Check, null))).ToString();
        _ids["Note"] = (await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<INoteAppService>().AddAsync(new NoteInput { AccountId = _street.AccountId(houses[0]), Text = "Dog in the yard", IsAlert = true }))).ToString();
        _ids["PremiseFact"] = (await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IPremiseFactAppService>().AddAsync(
            _street.Id($"premise/{houses[0]}"), new PremiseFactInput { Name = "zone", Value = "hill", From = new(2026, 2, 1), Source = $"Survey of {houses[0]}" }))).Id.ToString();
        _ids["ServiceChange"] = (await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IServiceChangeAppService>().PreviewAsync(
            new ServiceChangeInput { Kind = ServiceChangeKind.End, Service = "water", On = new(2026, 6, 1), Reason = $"Asked by {houses[0]}" }))).ToString();
        _ids["EnrollmentFile"] = (await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IEnrollmentFileAppService>().PreviewAsync(
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"account,program,from\n{number},lowIncome,2026-02-20\n")), $"{houses[0]}.csv"))).ToString();
        _ids["Enrollment"] = (await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IEnrollmentAppService>().EnrollAsync(
            _street.AccountId(houses[0]), new EnrollInput { PremiseId = _street.Id($"premise/{houses[0]}"), Program = "lowIncome", From = new(2026, 3, 1), Note = $"Letter shown by {houses[0]}" }))).ToString();
    }

    /// <summary>A sign-up that waits, a job that failed, a role of the town's own; and the administrator gets every role, so that only the town stands in the way.</summary>
    private Task PeopleAndWorkAsync() => Town.WriteAsync(Town.Technician, async services =>
    {
        var context = services.GetRequiredService<IUtilityBillingDbContext>();
        var guids = services.GetRequiredService<IGuidGenerator>();
        var premise = new Premise { Id = guids.Create(), AddressLine = $"{firstHouse} {houses[0]} Court", City = Town.Info.Name, State = "OR", Zip = "97000", SortKey = $"{houses[0]} COURT" };
        var account = new Account { Id = guids.Create(), Number = $"88{firstHouse:0000}", CustomerId = _street.Id($"customer/{houses[1]}"), OpenedOn = new(2026, 3, 1) };
        var pending = new Occupancy { Id = guids.Create(), AccountId = account.Id, PremiseId = premise.Id, From = new(2026, 3, 1), CollectionStage = "none", Status = OccupancyStatus.Pending };
        context.Set<Premise>().Add(premise);
        context.Set<Account>().Add(account);
        context.Set<Occupancy>().Add(pending);
        var job = new BackgroundJobRecord { Id = guids.Create(), TenantId = Town.Id, Type = BillRunCalculateJob.Type, RecordId = guids.Create(), EnqueuedBy = Town.Technician.UserId, EnqueuedAt = TestHost.Start, NotBefore = TestHost.Start, State = BackgroundJobState.Failed, Attempts = 3 };
        context.Set<BackgroundJobRecord>().Add(job);
        var role = new Role { Id = guids.Create(), Name = $"Summer help {Town.Info.Slug}" };
        context.Set<Role>().Add(role);
        var administrator = Town.Administrator.UserId;
        var held = await context.Set<UserRole>().Where(r => r.UserId == administrator).Select(r => r.RoleId).ToListAsync();
        foreach (var other in await context.Set<Role>().Where(r => !held.Contains(r.Id)).Select(r => r.Id).ToListAsync())
            context.Set<UserRole>().Add(new UserRole { UserId = administrator, RoleId = other });
        var study = new RateStudy { Id = guids.Create(), Name = $"What if {Town.Info.Slug}", BilledFrom = new(2026, 1, 1), BilledThrough = new(2026, 12, 31), AdoptedOn = new(2026, 3, 1), TrialVersions = [], RequestedByName = "Somebody", RequestedAt = TestHost.Start };
        context.Set<RateStudy>().Add(study);
        _ids["RateStudy"] = study.Id.ToString();
        var holiday = new Holiday { Id = guids.Create(), List = HolidayList.City, Day = new(2026, 7, 3), NameEn = $"Day of {Town.Info.Name}" };
        context.Set<Holiday>().Add(holiday);
        var feed = new CalendarFeed { Id = guids.Create(), Name = $"Screen of {Town.Info.Name}", TokenHash = new string('0', 64), MadeByName = "Somebody", MadeAt = TestHost.Start };
        context.Set<CalendarFeed>().Add(feed);
        (_ids["Holiday"], _ids["CalendarFeed"]) = (holiday.Id.ToString(), feed.Id.ToString());
        var tariff = await context.Set<TariffVersion>().OrderBy(t => t.EffectiveFrom).Select(t => t.Id).FirstAsync();
        var ordinance = new TariffFile { Id = guids.Create(), TariffVersionId = tariff, FileName = "ordinance.pdf", Hash = new string('0', 64), SizeBytes = 5, Content = "%PDF-"u8.ToArray(), UploadedBy = Town.Technician.UserId, UploadedByName = "Somebody", UploadedAt = TestHost.Start };
        context.Set<TariffFile>().Add(ordinance);
        _ids["TariffFile"] = ordinance.Id.ToString();
        var stop = new ServiceStop { Id = guids.Create(), AgreementId = _street.Id($"sewer/{houses[1]}"), From = new(2026, 6, 1), To = new(2026, 8, 1), Reason = $"Away, says {houses[1]}", EnteredBy = Town.Technician.UserId, EnteredByName = "Somebody", EnteredAt = TestHost.Start };
        context.Set<ServiceStop>().Add(stop);
        var reversion = new ReversionAgreement { Id = guids.Create(), PremiseId = premise.Id, AccountId = account.Id, From = new(2026, 3, 1), Paper = $"Binder of {houses[1]}", Fee = 25m, LeaveOn = true, EnteredBy = Town.Technician.UserId, EnteredByName = "Somebody", EnteredAt = TestHost.Start };
        context.Set<ReversionAgreement>().Add(reversion);
        var hold = new BillingHold { Id = guids.Create(), AgreementId = _street.Id($"parks/{houses[0]}"), From = new(2026, 12, 1), Until = new(2026, 12, 15), Reason = $"Asked by {houses[0]}", CreatedBy = Town.Technician.UserId, CreatedByName = "Somebody", CreatedAt = TestHost.Start };
        context.Set<BillingHold>().Add(hold);
        (_ids["Stop"], _ids["Reversion"], _ids["Hold"]) = (stop.Id.ToString(), reversion.Id.ToString(), hold.Id.ToString());
        await context.SaveChangesAsync();
        (_ids["PendingOccupancy"], _ids["PendingAccount"], _ids["Job"], _ids["Role"]) = (pending.Id.ToString(), account.Id.ToString(), job.Id.ToString(), role.Id.ToString());
    });

    /// <summary>A code, and a charge that waits.</summary>
    private async Task ChargesAsync()
    {
        await Town.WriteAsync(Town.Director, async s =>
        {
            var codes = s.GetRequiredService<IMiscChargeCodeAppService>();
            await codes.SetAsync(new MiscChargeCodeInput { Code = $"HYD{firstHouse}", From = new(2026, 1, 1), NameEn = $"Hydrant of {Town.Info.Name}", NameEs = "Hidrante", GlAccountId = (await codes.AccountsAsync())[0].Id, UnitPrice = 40m });
        });
        var code = (await Town.ReadAsync(Town.Technician, s => s.GetRequiredService<IMiscChargeAppService>().CodesAsync())).Single().Id;
        _ids["MiscChargeCode"] = code.ToString();
        _ids["GlAccount"] = (await Town.ReadAsync(Town.Technician, s => s.GetRequiredService<IMiscChargeCodeAppService>().AccountsAsync()))[0].Id.ToString();
        _ids["MiscCharge"] = (await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IMiscChargeAppService>().AddAsync(
            _street.AccountId(houses[0]), new MiscChargeInput { CodeId = code, From = new(2026, 5, 1), TextEn = $"Hit by {houses[0]}" }))).ToString();
    }

    /// <summary>A template with an approved version, a letter that waits to be printed, a form in stock.</summary>
    private async Task LettersAsync()
    {
        var (template, version) = await Town.WriteAsync(Town.Technician, async s =>
        {
            var templates = s.GetRequiredService<ITemplateAppService>();
            var id = await templates.AddAsync(new TemplateInput { Kind = TemplateKind.Letter, Code = $"T{firstHouse}", NameEn = $"Letter of {Town.Info.Name}", NameEs = "Carta" });
            var written = await templates.WriteAsync(id, new TemplateVersionInput { EffectiveFrom = new(2026, 3, 1), SubjectEn = $"From {houses[0]}", SubjectEs = "De", BodyEn = "Dear {{ customer_name }}", BodyEs = "Hola {{ customer_name }}" });
            await templates.RequestApprovalAsync(written);
            return (id, written);
        });
        await _street.ApproveAsync(version);
        var batch = await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<ILetterAppService>().StartAsync(new LetterInput { TemplateId = template, CycleId = _street.CycleId }));
        await Town.InScopeAsync(Town.Technician, async s => { await s.GetRequiredService<ILetterProcessor>().WriteAsync(batch); return true; });
        _ids["StockItem"] = (await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IStockAppService>().AddAsync(new StockItemInput
        {
            Code = $"ENV{firstHouse}", NameEn = $"Envelopes of {houses[0]}", NameEs = "Sobres", UnitEn = "box", UnitEs = "caja", PiecesPerUnit = 500, ReorderLevel = 1000, ReorderUnits = 2,
        }))).ToString();
        (_ids["Template"], _ids["TemplateVersion"], _ids["Letters"]) = (template.ToString(), version.ToString(), batch.ToString());
    }

    private Task FindAsync() => Town.ReadAsync(Town.Technician, async services =>
    {
        var context = services.GetRequiredService<IUtilityBillingDbContext>();
        var account = _street.AccountId(houses[0]);
        (_ids["Account"], _ids["Customer"], _ids["Premise"], _ids["Occupancy"]) = (account.ToString(), Id("customer"), Id("premise"), Id("occupancy"));
        (_ids["ServicePoint"], _ids["Agreement"], _ids["Meter"], _ids["Register"]) = (Id("point"), Id("water"), Id("meter"), Id("register"));
        _ids["SewerAgreement"] = Id("sewer");
        (_ids["Cycle"], _ids["Route"], _ids["User"]) = (_street.CycleId.ToString(), _street.RouteId.ToString(), Town.Cashier.UserId.ToString());
        _ids["CalculatedPeriod"] = (await context.Set<BillingPeriod>().Where(p => p.Code == "2026-04").Select(p => p.Id).SingleAsync()).ToString();
        _ids["Period"] = (await context.Set<BillingPeriod>().Where(p => p.Code == "2026-06").Select(p => p.Id).SingleAsync()).ToString();
        var bill = await context.Set<Bill>().SingleAsync(b => b.AccountId == account);
        (_ids["Bill"], _ids["Run"], _ids["Journal"]) = (bill.Id.ToString(), bill.RunId.ToString(), bill.JournalId.ToString()!);
        _ids["Tariff"] = (await context.Set<TariffVersion>().OrderBy(t => t.EffectiveFrom).Select(t => t.Id).FirstAsync()).ToString();
        _ids["ReadException"] = (await context.Set<ReadException>().Where(e => e.State == ReadExceptionState.Open).OrderBy(e => e.Id).Select(e => e.Id).FirstAsync()).ToString();
        _ids["Approval"] = (await context.Set<Approval>().Where(a => a.DecidedAt == null && a.RecordId == Guid.Parse(_ids["Adjustment"])).Select(a => a.Id).SingleAsync()).ToString();
        _ids["Serial"] = await context.Set<Meter>().Where(m => m.Id == Guid.Parse(_ids["Meter"])).Select(m => m.SerialNumber).SingleAsync();
        _ids["UserName"] = Town.Cashier.UserName;
        return true;

        string Id(string kind) => _street.Id($"{kind}/{houses[0]}").ToString();
    });

}
