using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UglyToad.PdfPig;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Letters;
using UtilityBilling.Billing.MailLog;
using UtilityBilling.Billing.Postage;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Billing.Templates;
using UtilityBilling.Customers.Notes;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.IntegrationTests.Emails;
using UtilityBilling.IntegrationTests.Scenarios;
using UtilityBilling.Paging;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Letters;

/// <summary>The town's own texts: approved, dated, frozen in what is written from them, and each letter out once (M11, CS-06).</summary>
public sealed class LetterScenario
{
    private static readonly DateOnly Today = new(2026, 4, 10);

    [Fact]
    public async Task A_reminder_goes_to_those_past_due_in_their_language_once_and_files_itself()
    {
        await using var host = await TestHost.StartAsync();
        var (town, alder) = (await EmailTown.PostedAsync(host, null, ("Ann", null, "en"), ("Bob", null, "es"), ("Cleo", null, "en")), host.Alder);
        // Each owes 121.27 (worked out in StatementScenario), due on 22 March.
        host.Clock.SetUtcNow(new(2026, 4, 10, 17, 0, 0, TimeSpan.Zero));
        var reminder = await ApprovedStarterAsync(town.Street, "REMINDER");
        await WriteAsync<IPostageAppService>(alder, s => s.AddRateAsync(new PostageRateInput { Level = SortLevel.SinglePiece, From = new(2026, 1, 1), UpToOunces = 1m, Price = 0.74m }));
        await WriteAsync<IMailLogAppService>(alder, s => s.AddDepartmentAsync(new MailDepartmentInput { Name = "Utility billing" }));
        var department = (await ReadAsync<IMailLogAppService, IReadOnlyList<MailDepartmentDto>>(alder, s => s.DepartmentsAsync()))[0].Id;
        LetterInput ToCycle(decimal least) => new() { TemplateId = reminder.Template, CycleId = town.Street.CycleId, PastDueFrom = least, DepartmentId = department };

        (await RefusalAsync(alder, s => s.StartAsync(ToCycle(121.28m)))).ShouldBe("Billing:Letter.Nobody");
        var batch = await alder.WriteAsync(alder.Technician, s => s.GetRequiredService<ILetterAppService>().StartAsync(ToCycle(121.27m)));
        (await RefusalAsync(alder, s => s.MarkPrintedAsync(batch))).ShouldBe("Billing:Letter.NotReady");
        await host.RunJobsAsync();
        await WriteLettersAsync(alder, batch);

        var dto = await BatchAsync(alder, batch);
        (dto.State, dto.Letters, dto.Written, dto.Sheets).ShouldBe((LetterBatchState.Ready, 3, 3, 3));
        var texts = await TextsAsync(alder, batch);
        texts[0].ShouldContain("We have not received $121.27 for the service at");
        texts[0].ShouldContain("Apr 10, 2026");
        texts[0].ShouldNotContain("shut off", Case.Insensitive, "the period has no day for it");
        texts[1].ShouldContain("No hemos recibido $121.27 por el servicio en");
        texts[1].ShouldContain("10 abr 2026");
        texts[2].ShouldContain("Cleo");

        await WriteAsync<ILetterAppService>(alder, s => s.MarkPrintedAsync(batch));
        (await RefusalAsync(alder, s => s.MarkPrintedAsync(batch))).ShouldBe("Billing:Letter.NotReady");
        (await RefusalAsync(alder, s => s.VoidAsync(batch, "Too late"))).ShouldBe("Billing:Letter.NotOpen");
        foreach (var house in (string[])["Ann", "Bob", "Cleo"])
        {
            var filed = (await ReadAsync<IContactLog, IReadOnlyList<ContactDto>>(alder, s => s.OfAccountAsync(town.Street.AccountId(house)))).ShouldHaveSingleItem();
            (filed.Channel, filed.Topic, filed.Reference).ShouldBe((ContactChannel.Post, ContactTopic.Letter, "Reminder of a past-due balance (letters 1)"));
            filed.SentTo.ShouldStartWith($"{house} Tester, ");
        }
        // Three sheets of paper in three envelopes, 0.16 + 0.40 ounces each: 3 × 0.74.
        (await ReadAsync<IMailLogAppService, IReadOnlyList<MailMonthRow>>(alder, s => s.SummaryAsync(Today, Today))).ShouldBe([new MailMonthRow(new(2026, 4, 1), "Utility billing", 0, 3, 0, 0, 2.22m, 0)]);
    }

    [Fact]
    public async Task A_version_counts_from_its_day_after_another_person_approved_it_and_what_was_written_stays()
    {
        await using var host = await TestHost.StartAsync();
        var street = new EvenCycleTown(host.Alder);
        await street.OpenAsync();
        await street.AddHouseAsync("Ann", 100m, 5m);
        var alder = host.Alder;
        var template = (await ListAsync(alder)).Single(t => t.Code == "LETTER");
        template.InForce.ShouldBeNull("a starter is a draft");
        (await ReadAsync<ILetterAppService, IReadOnlyList<LetterTemplateChoice>>(alder, s => s.TemplatesAsync(new(2026, 3, 2)))).ShouldBeEmpty();

        var first = await VersionAsync(alder, template.Id, "First wording for {{ customer_name }}", new(2026, 3, 2));
        await WriteAsync<ITemplateAppService>(alder, s => s.RequestApprovalAsync(first));
        (await TryRefusalAsync(alder, s => s.WriteAsync(template.Id, Words("Other", new(2026, 3, 2))))).ShouldBe("Billing:Template.OtherWaits");
        await Should.ThrowAsync<Exception>(() => street.ApproveAsAsync(alder.Technician, first), "who wrote it does not approve it");
        await street.ApproveAsync(first);
        var batch = await StartAsync(street, template.Id, "Ann");
        var second = await VersionAsync(alder, template.Id, "Second wording for {{ customer_name }}", new(2026, 3, 10));
        await WriteAsync<ITemplateAppService>(alder, s => s.RequestApprovalAsync(second));
        await street.ApproveAsync(second);
        (await ListAsync(alder)).Single(t => t.Code == "LETTER").InForce!.Id.ShouldBe(first, "the second counts from the 10th");
        var frozen = (await TextsAsync(alder, batch))[0];
        frozen.ShouldContain("First wording for Ann");
        frozen.ShouldContain("Mar 2, 2026");

        host.Clock.SetUtcNow(new(2026, 3, 10, 17, 0, 0, TimeSpan.Zero));
        (await ListAsync(alder)).Single(t => t.Code == "LETTER").InForce!.Id.ShouldBe(second);
        (await TextsAsync(alder, await StartAsync(street, template.Id, "Ann")))[0].ShouldContain("Second wording for Ann");
        (await TextsAsync(alder, batch))[0].ShouldBe(frozen);
        (await ReadAsync<ITemplateAppService, TemplateVersionDetailDto>(alder, s => s.VersionAsync(first))).Texts[0].Body.ShouldBe("First wording for {{ customer_name }}");
        var old = await Should.ThrowAsync<Exception>(() => alder.WriteAsync(alder.Technician, async s =>
            await s.GetRequiredService<IUtilityBillingDbContext>().Set<TemplateText>().Where(t => t.VersionId == first).ExecuteUpdateAsync(u => u.SetProperty(t => t.Body, "Changed"))));
        old.ToString().ShouldContain("template_texts");
    }

    [Fact]
    public async Task What_cannot_be_written_is_refused_beside_its_field_and_a_given_up_letter_leaves_no_trace_on_the_account()
    {
        await using var host = await TestHost.StartAsync();
        var street = new EvenCycleTown(host.Alder);
        await street.OpenAsync();
        await street.AddHouseAsync("<script>alert(1)</script> {{ past_due }}", 100m, 5m);
        var alder = host.Alder;
        var letter = await ApprovedStarterAsync(street, "LETTER");
        var house = street.AccountId("<script>alert(1)</script> {{ past_due }}");

        var wrong = await Should.ThrowAsync<BusinessException>(() => VersionAsync(alder, letter.Template, "Dear\nyou owe {{ pastdue }}", new(2026, 3, 2)));
        (wrong.Code, wrong.Field, wrong.Values["Line"], wrong.Values["Column"], wrong.Values["Word"]).ShouldBe(("Billing:Template.UnknownField", "Input.BodyEn", 2, 12, "pastdue"));
        (await TryRefusalAsync(alder, s => s.AddAsync(new TemplateInput { Kind = TemplateKind.StatementEmail, Code = "MAIL2", NameEn = "x", NameEs = "x" }))).ShouldBe("Billing:Template.OneOfKind");
        (await TryRefusalAsync(alder, s => s.AddAsync(new TemplateInput { Kind = TemplateKind.Letter, Code = "letter", NameEn = "x", NameEs = "x" }))).ShouldBe("Billing:Template.CodeTaken");
        (await RefusalAsync(alder, s => s.StartAsync(new LetterInput { TemplateId = letter.Template, Accounts = "90000001, 12345" }))).ShouldBe("Billing:Letter.UnknownAccounts");
        (await RefusalAsync(alder, s => s.StartAsync(new LetterInput { TemplateId = letter.Template }))).ShouldBe("Billing:Letter.ChooseWhom");

        // A name that looks like a program is printed as it is, and to the same account once.
        var batch = await alder.WriteAsync(alder.Technician, s => s.GetRequiredService<ILetterAppService>().StartAsync(new LetterInput { TemplateId = letter.Template, Accounts = "90000001\n90000001", Language = LetterLanguage.Both }));
        await WriteLettersAsync(alder, batch);
        var text = (await TextsAsync(alder, batch)).ShouldHaveSingleItem();
        text.ShouldContain("Dear <script>alert(1)</script> {{ past_due }}");
        text.ShouldContain("Estimado(a)");
        (await RefusalAsync(alder, s => s.VoidAsync(batch, " "))).ShouldBe("Billing:Print.ReasonMissing");
        await WriteAsync<ILetterAppService>(alder, s => s.VoidAsync(batch, "Wrong template"));
        (await RefusalAsync(alder, s => s.MarkPrintedAsync(batch))).ShouldBe("Billing:Letter.NotReady");
        (await ReadAsync<IContactLog, IReadOnlyList<ContactDto>>(alder, s => s.OfAccountAsync(house))).ShouldBeEmpty();

        var birch = host.Birch;
        await Should.ThrowAsync<EntityNotFoundException>(() => birch.ReadAsync(birch.Technician, s => s.GetRequiredService<ILetterAppService>().GetAsync(batch)));
        await Should.ThrowAsync<EntityNotFoundException>(() => birch.ReadAsync(birch.Technician, s => s.GetRequiredService<ITemplateAppService>().VersionAsync(letter.Version)));
        (await birch.ReadAsync(birch.Technician, s => s.GetRequiredService<ILetterAppService>().ListAsync(null, new PagedRequest()))).TotalCount.ShouldBe(0);
    }

    [Fact]
    public async Task The_towns_own_words_stand_on_statements_and_in_their_e_mails()
    {
        await using var mail = await MailServers.StartAsync();
        await using var host = await TestHost.StartAsync();
        var alder = host.Alder;
        var street = new EvenCycleTown(alder);
        var insert = (await ListAsync(alder)).Single(t => t.Kind == TemplateKind.StatementInsert).Id;
        await ApproveWordsAsync(street, insert, new TemplateVersionInput { EffectiveFrom = new(2026, 3, 1), BodyEn = "{% if has_amount_due %}Of {{ amount_due }}, all is for {{ service_address }}.{% endif %}", BodyEs = "De {{ amount_due }}." });
        var email = (await ListAsync(alder)).Single(t => t.Kind == TemplateKind.StatementEmail).Id;
        await ApproveWordsAsync(street, email, new TemplateVersionInput { EffectiveFrom = new(2026, 3, 1), SubjectEn = "Bill {{ bill_number }}\nfor you", SubjectEs = "Factura {{ bill_number }}", BodyEn = "Dear {{ customer_name }},\n\n{{ amount_due }} is due.", BodyEs = "Son {{ amount_due }}." });
        var town = await EmailTown.PostedAsync(host, mail, ("Ann", "ann@example.org", "en"), ("Bob", "bob@example.org", "es"));

        var contents = await alder.ReadAsync(alder.Technician, async s => await s.GetRequiredService<IUtilityBillingDbContext>().Set<StatementDocument>().Select(d => d.Content).ToListAsync());
        contents.Count.ShouldBe(2);
        foreach (var statement in contents.Select(StatementContent.Read))
            (statement.Messages[^1].English, statement.Messages[^1].Spanish).ShouldBe(($"Of $121.27, all is for {statement.ServiceAddress}.", "De $121.27."));

        await town.QueueAsync();
        // Words that come later do not change a message that waits.
        await ApproveWordsAsync(town.Street, email, new TemplateVersionInput { EffectiveFrom = new(2026, 3, 1), SubjectEn = "Later", SubjectEs = "Luego", BodyEn = "Later", BodyEs = "Luego" });
        await town.SendAsync();
        await mail.ArrivedAsync("all", 2);
        var delivered = mail.Delivered().ToDictionary(m => m.To.Mailboxes.Single().Address);
        var number = (await town.EmailsAsync()).Single(e => e.Address == "ann@example.org").StatementNumber;
        delivered["ann@example.org"].Subject.ShouldBe($"Bill {number} for you");
        delivered["ann@example.org"].TextBody!.ReplaceLineEndings("\n").Trim().ShouldBe("Dear Ann Tester,\n\n$121.27 is due.");
        delivered["ann@example.org"].HtmlBody!.ShouldContain("<p>Dear Ann Tester,</p><p>$121.27 is due.</p>");
        delivered["bob@example.org"].TextBody!.Trim().ShouldBe("Son $121.27.");
    }

    [Fact]
    public async Task A_preview_shows_a_real_account_and_writes_nothing()
    {
        await using var host = await TestHost.StartAsync();
        var alder = host.Alder;
        await EmailTown.PostedAsync(host, null, ("Ann", null, "en"));
        var list = await ListAsync(alder);
        var hanger = list.Single(t => t.Kind == TemplateKind.DoorHanger).OpenVersion!.Id;
        host.Clock.SetUtcNow(new(2026, 4, 10, 17, 0, 0, TimeSpan.Zero));

        var preview = await ReadAsync<ITemplateAppService, TemplatePreviewDto>(alder, s => s.PreviewAsync(hanger, "90000001"));
        preview.CustomerName.ShouldBe("Ann Tester");
        preview.Texts.Select(t => t.Body.Split('\n')[0]).ShouldBe(["$121.27 is past due for this address.", "$121.27 está vencido en esta dirección."]);
        using var file = new MemoryStream();
        await alder.ReadAsync(alder.Technician, async s => { await s.GetRequiredService<ITemplateAppService>().WritePreviewPdfAsync(hanger, "90000001", file); return true; });
        Words(file.ToArray())[0].ShouldContain("$121.27 is past due for this address.");

        var email = list.Single(t => t.Kind == TemplateKind.StatementEmail).OpenVersion!.Id;
        (await ReadAsync<ITemplateAppService, TemplatePreviewDto>(alder, s => s.PreviewAsync(email, "90000001"))).Texts[0].Body.ShouldContain("Amount due: $121.27, by Mar 22, 2026.");
        (await ReadAsync<ITemplateAppService, TemplatePreviewDto>(alder, s => s.PreviewAsync(email, null))).Texts[0].Body.ShouldContain("Ada Example");
        (await TryRefusalAsync(alder, s => s.PreviewAsync(email, "12345"))).ShouldBe("Billing:Template.NoSuchAccount");
        (await TryRefusalAsync(alder, s => s.WritePreviewPdfAsync(email, null, file))).ShouldBe("Billing:Template.NoPaper");

        // A day of shut-off stands in a warning up to that day, and not after it.
        await alder.WriteAsync(alder.Technician, async s => (await s.GetRequiredService<IUtilityBillingDbContext>().Set<BillingPeriod>().SingleAsync(p => p.Code == "2026-02")).ShutOffDate = new(2026, 4, 10));
        (await ReadAsync<ITemplateAppService, TemplatePreviewDto>(alder, s => s.PreviewAsync(hanger, "90000001"))).Texts[0].Body.ShouldContain("Please pay or call before Apr 10, 2026.");
        host.Clock.Advance(TimeSpan.FromDays(1));
        (await ReadAsync<ITemplateAppService, TemplatePreviewDto>(alder, s => s.PreviewAsync(hanger, "90000001"))).Texts[0].Body.ShouldContain("Please pay or call today.");
    }

    private static TemplateVersionInput Words(string body, DateOnly from) => new() { EffectiveFrom = from, SubjectEn = "About", SubjectEs = "Sobre", BodyEn = body, BodyEs = body };

    private static Task<Guid> VersionAsync(TestTown town, Guid template, string body, DateOnly from) => town.WriteAsync(town.Technician, s => s.GetRequiredService<ITemplateAppService>().WriteAsync(template, Words(body, from)));

    private static async Task ApproveWordsAsync(EvenCycleTown street, Guid template, TemplateVersionInput words)
    {
        var version = await street.Town.WriteAsync(street.Town.Technician, s => s.GetRequiredService<ITemplateAppService>().WriteAsync(template, words));
        await WriteAsync<ITemplateAppService>(street.Town, s => s.RequestApprovalAsync(version));
        await street.ApproveAsync(version);
    }

    private static async Task<(Guid Template, Guid Version)> ApprovedStarterAsync(EvenCycleTown street, string code)
    {
        var template = (await ListAsync(street.Town)).Single(t => t.Code == code);
        await WriteAsync<ITemplateAppService>(street.Town, s => s.RequestApprovalAsync(template.OpenVersion!.Id));
        await street.ApproveAsync(template.OpenVersion!.Id);
        return (template.Id, template.OpenVersion.Id);
    }

    private static async Task<Guid> StartAsync(EvenCycleTown street, Guid template, string house)
    {
        house.ShouldBe("Ann");
        var batch = await street.Town.WriteAsync(street.Town.Technician, s => s.GetRequiredService<ILetterAppService>().StartAsync(new LetterInput { TemplateId = template, Accounts = "90000001" }));
        await WriteLettersAsync(street.Town, batch);
        return batch;
    }

    /// <summary>The job's work; over again it finds nothing left.</summary>
    private static Task<bool> WriteLettersAsync(TestTown town, Guid batch) => town.InScopeAsync(town.Technician, async s => { await s.GetRequiredService<ILetterProcessor>().WriteAsync(batch); return true; });

    private static Task<LetterBatchDto> BatchAsync(TestTown town, Guid batch) => ReadAsync<ILetterAppService, LetterBatchDto>(town, s => s.GetAsync(batch));

    /// <summary>Each page of the batch's file, read back.</summary>
    private static async Task<List<string>> TextsAsync(TestTown town, Guid batch)
    {
        using var file = new MemoryStream();
        await town.ReadAsync(town.Technician, async s => { await s.GetRequiredService<ILetterAppService>().WritePdfAsync(batch, null, file); return true; });
        return Words(file.ToArray());
    }

    private static List<string> Words(byte[] file)
    {
        using var pdf = PdfDocument.Open(file);
        return [.. pdf.GetPages().Select(p => string.Join(' ', p.GetWords().Select(w => w.Text)))];
    }

    private static Task<IReadOnlyList<TemplateDto>> ListAsync(TestTown town) => ReadAsync<ITemplateAppService, IReadOnlyList<TemplateDto>>(town, s => s.ListAsync());

    private static Task WriteAsync<TService>(TestTown town, Func<TService, Task> work) where TService : notnull => town.WriteAsync(town.Technician, s => work(s.GetRequiredService<TService>()));

    private static Task<T> ReadAsync<TService, T>(TestTown town, Func<TService, Task<T>> work) where TService : notnull => town.ReadAsync(town.Technician, s => work(s.GetRequiredService<TService>()));

    private static async Task<string> RefusalAsync(TestTown town, Func<ILetterAppService, Task> work) => (await Should.ThrowAsync<BusinessException>(() => WriteAsync(town, work))).Code;

    private static async Task<string> TryRefusalAsync(TestTown town, Func<ITemplateAppService, Task> work) => (await Should.ThrowAsync<BusinessException>(() => WriteAsync(town, work))).Code;
}
