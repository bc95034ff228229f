using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Authorization;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Errors;
using UtilityBilling.Paging;
using UtilityBilling.TestBase;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Customers;

/// <summary>CA-16, bulk enrolment by file, on a real database as <c>ub_app</c>. Today is 2 March 2026.</summary>
public sealed class EnrollmentFileTests : IAsyncLifetime
{
    private const string Heading = "Account Number,Program,Start Date,Until,Note\n";
    private TestHost _host = null!;
    private CustomersTown _street = null!;
    private House[] _houses = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(services => services.AddSingleton<IProgramChoices>(new TestPrograms()));
        _street = await CustomersTown.CreateAsync(_host.Alder, _host.Services);
        _houses = await _street.ImportAsync([.. Enumerable.Range(1, 4).Select(n => _street.House(n, $"Maria {n}", "Delgado") with { Number = $"50000{n}" })]);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Good_lines_become_enrollments_only_when_the_file_is_applied()
    {
        var id = await PreviewAsync("500001,lowIncome,2026-03-01,,Letter 1\n500002,Senior,3/1/2026,2027-01-01,\"Letter 2, page 3\"\n");
        (await LinesAsync(id)).Select(l => (l.AccountNumber, l.Program, l.From, l.To, l.ReviewOn, l.Note, l.Problem)).ShouldBe(
        [
            ("500001", "Low income", "2026-03-01", "2028-03-01", new DateOnly(2028, 1, 1), "Letter 1", null),
            ("500002", "Senior", "2026-03-01", "2027-01-01", new DateOnly(2026, 11, 1), "Letter 2, page 3", null),
        ]);
        (await OfAsync(_houses[0])).ShouldBeEmpty("nothing counts yet");

        await ApplyAsync(id);
        var enrolled = (await OfAsync(_houses[0])).ShouldHaveSingleItem();
        (enrolled.Program, enrolled.From, enrolled.To, enrolled.ReviewOn, enrolled.FileId, enrolled.GrantedByName, enrolled.Note).ShouldBe(("lowIncome", new DateOnly(2026, 3, 1), new DateOnly(2028, 3, 1), new DateOnly(2028, 1, 1), id, _host.Alder.Technician.DisplayName, "Letter 1"));
        (await OfAsync(_houses[1])).ShouldHaveSingleItem().Program.ShouldBe("senior", "a programme may be written by its name");
        (await LinesAsync(id)).ShouldAllBe(l => l.EnrollmentId != null);
    }

    [Fact]
    public async Task Each_line_that_cannot_be_taken_says_why()
    {
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IEnrollmentAppService>().EnrollAsync(
            _houses[2].AccountId, new EnrollInput { Program = "lowIncome", PremiseId = _houses[2].PremiseId, From = new(2026, 1, 1), Note = "x" }));
        await _host.Alder.WriteAsync(_host.Alder.Administrator, s => s.GetRequiredService<IOwnAccounts>().StateAsync(_host.Alder.Technician.UserId, ["500004"]));
        var id = await PreviewAsync(
            """
            999999,lowIncome,2026-03-01,,
            500001,discount of my aunt,2026-03-01,,
            500001,lowIncome,first of March,,
            500001,lowIncome,2026-03-01,2026-03-01,
            500001,lowIncome,2024-03-01,,
            500003,lowIncome,2026-03-01,,
            500001,lowIncome,2026-03-01,,
            500001,lowIncome,2026-06-01,,
            500004,lowIncome,2026-03-01,,
            """);
        (await LinesAsync(id)).Select(l => (l.Line, l.Problem)).ShouldBe(
        [
            (2, "There is no account 999999. Check the number."),
            (3, "No tariff in force names the program “discount of my aunt”."),
            (4, "“first of March” is not a date. Write 2026-03-02 or 3/2/2026."),
            (5, "It begins on 2026-03-01; the end 2026-03-01 must be a later day."),
            (6, "The account lives nowhere on 2024-03-01."),
            (7, "It is enrolled in this program from 2026-01-01 until 2028-01-01 already."),
            (8, null),
            (9, "Line 8 of this file enrolls it at the same time already."),
            (10, "Account 500004 is your own. Ask a colleague to enroll it."),
        ]);
        var file = await GetAsync(id);
        (file.Lines, file.Good, file.Refused).ShouldBe((9, 1, 8));
        await ApplyAsync(id);
        (await OfAsync(_houses[0])).Count.ShouldBe(1);
        (await OfAsync(_houses[2])).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_file_is_taken_once_until_it_is_discarded_and_its_original_is_kept()
    {
        var id = await PreviewAsync("500001,lowIncome,2026-03-01,,\n");
        (await RefusedAsync(() => PreviewAsync("500001,lowIncome,2026-03-01,,\n"))).Code.ShouldBe(CustomersErrorCodes.EnrollmentFile.SameFile);
        Encoding.UTF8.GetString(await _host.Alder.ReadAsync(_host.Alder.Auditor, s => s.GetRequiredService<IEnrollmentFileAppService>().ContentAsync(id))).ShouldBe(Heading + "500001,lowIncome,2026-03-01,,\n");
        await WriteAsync((s, version) => s.DiscardAsync(id, version), id);
        (await RefusedAsync(() => ApplyAsync(id))).Code.ShouldBe(CustomersErrorCodes.EnrollmentFile.NotPreviewed);
        await ApplyAsync(await PreviewAsync("500001,lowIncome,2026-03-01,,\n"));
        (await RefusedAsync(() => PreviewAsync("500001,lowIncome,2026-03-01,,\n"))).Code.ShouldBe(CustomersErrorCodes.EnrollmentFile.SameFile);
    }

    [Fact]
    public async Task A_file_whose_lines_mean_something_else_by_now_is_looked_through_again_first()
    {
        var id = await PreviewAsync("500001,lowIncome,2026-03-01,,\n500002,lowIncome,2026-03-01,,\n");
        await EnrollAsync(_houses[0], new(2026, 2, 1));
        (await RefusedAsync(() => ApplyAsync(id))).Code.ShouldBe(CustomersErrorCodes.EnrollmentFile.ChangedSince);
        (await GetAsync(id)).State.ShouldBe(EnrollmentFileState.Previewed);
        (await OfAsync(_houses[1])).ShouldBeEmpty("all of it or nothing");
        await WriteAsync((s, version) => s.RecheckAsync(id, version), id);
        (await GetAsync(id)).Refused.ShouldBe(1);
        await ApplyAsync(id);
        (await OfAsync(_houses[1])).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_is_taken_back_as_a_whole_and_what_was_changed_by_hand_stays()
    {
        var id = await PreviewAsync("500001,lowIncome,2026-03-01,,\n500002,lowIncome,2026-03-01,,\n500003,lowIncome,2026-03-01,2026-12-01,\n");
        await ApplyAsync(id);
        var renewed = (await OfAsync(_houses[2])).Single();
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IEnrollmentAppService>().RenewAsync(renewed.Id, new RenewInput { Note = "x", Version = renewed.Version }));
        (await RefusedAsync(() => ReverseAsync(id, " "))).Code.ShouldBe(CustomersErrorCodes.EnrollmentFile.ReasonMissing);
        await ReverseAsync(id, "Wrong list");
        var file = await GetAsync(id);
        (file.State, file.LeftAsChanged, file.EndReason).ShouldBe((EnrollmentFileState.Reversed, 1, "Wrong list"));
        foreach (var house in _houses[..2])
        {
            var row = (await OfAsync(house)).Single();
            (row.State, row.EndReason).ShouldBe((EnrollmentState.TakenBack, "Wrong list"));
        }
        (await OfAsync(_houses[2])).Count(e => e.State != EnrollmentState.TakenBack).ShouldBe(2);
        (await RefusedAsync(() => ReverseAsync(id, "again"))).Code.ShouldBe(CustomersErrorCodes.EnrollmentFile.NotApplied);
        await ApplyAsync(await PreviewAsync("500001,lowIncome,2026-03-01,,\n500002,lowIncome,2026-03-01,,\n500003,lowIncome,2026-03-01,2026-12-01,\n"));
        (await OfAsync(_houses[0])).Count(e => e.State == EnrollmentState.InForce).ShouldBe(1, "the same file may come again");
    }

    [Theory]
    [InlineData("Account,From\n500001,2026-03-01\n", CustomersErrorCodes.EnrollmentFile.ColumnsMissing)]
    [InlineData("Account,Program,From\n\n", CustomersErrorCodes.EnrollmentFile.Empty)]
    [InlineData("", CustomersErrorCodes.EnrollmentFile.ColumnsMissing)]
    public async Task A_file_without_its_columns_or_lines_is_refused(string text, string code) => (await RefusedAsync(() => UploadAsync(text))).Code.ShouldBe(code);

    [Fact]
    public async Task A_file_of_more_lines_than_may_be_is_refused()
    {
        var text = new StringBuilder(Heading);
        for (var i = 0; i < 5001; i++)
            text.Append("500001,lowIncome,2026-03-01,,\n");
        (await RefusedAsync(() => UploadAsync(text.ToString()))).Code.ShouldBe(CustomersErrorCodes.EnrollmentFile.TooLarge);
    }

    [Fact]
    public async Task Who_may_not_applies_no_file()
    {
        var id = await PreviewAsync("500001,lowIncome,2026-03-01,,\n");
        await Should.ThrowAsync<PermissionDeniedException>(() => _host.Alder.WriteAsync(_host.Alder.Auditor, async s => { await s.GetRequiredService<IEnrollmentFileAppService>().ApplyAsync(id, (await GetAsync(id)).Version); return 0; }));
        var version = (await GetAsync(id)).Version;
        await ApplyAsync(id);
        (await RefusedAsync(() => _host.Alder.WriteAsync(_host.Alder.Technician, async s => { await s.GetRequiredService<IEnrollmentFileAppService>().ApplyAsync(id, version); return 0; }))).Code.ShouldBe(CustomersErrorCodes.StaleForm);
    }

    private Task<Guid> PreviewAsync(string lines) => UploadAsync(Heading + lines);

    private Task<Guid> UploadAsync(string text) => _host.Alder.WriteAsync(_host.Alder.Technician, async s =>
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await s.GetRequiredService<IEnrollmentFileAppService>().PreviewAsync(content, "march.csv");
    });

    private Task<int> ApplyAsync(Guid id) => WriteAsync((s, version) => s.ApplyAsync(id, version), id);

    private Task<int> ReverseAsync(Guid id, string reason) => WriteAsync((s, version) => s.ReverseAsync(id, reason, version), id);

    private Task<int> WriteAsync(Func<IEnrollmentFileAppService, uint, Task> act, Guid id) => _host.Alder.WriteAsync(_host.Alder.Technician, async s =>
    {
        var files = s.GetRequiredService<IEnrollmentFileAppService>();
        await act(files, (await files.GetAsync(id)).Version);
        return 0;
    });

    private Task EnrollAsync(House house, DateOnly from) => _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IEnrollmentAppService>().EnrollAsync(
        house.AccountId, new EnrollInput { Program = "lowIncome", PremiseId = house.PremiseId, From = from, Note = "x" }));

    private Task<EnrollmentFileDto> GetAsync(Guid id) => _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IEnrollmentFileAppService>().GetAsync(id));

    private async Task<IReadOnlyList<EnrollmentLineDto>> LinesAsync(Guid id) =>
        (await _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IEnrollmentFileAppService>().LinesAsync(id, new PagedRequest(), null))).Items;

    private Task<IReadOnlyList<EnrollmentDto>> OfAsync(House house) => _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IEnrollmentAppService>().OfAccountAsync(house.AccountId));

    private static async Task<BusinessException> RefusedAsync<T>(Func<Task<T>> act) => await Should.ThrowAsync<BusinessException>(async () => await act());
}
