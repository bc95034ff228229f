using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Customers;
using UtilityBilling.Customers.Notes;
using UtilityBilling.Customers.Premises;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Paging;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Customers;

/// <summary>CA-01, CA-02, T1: lists, search and the hub of one town, with another town beside it.</summary>
public sealed class AccountListTests : IAsyncLifetime
{
    private const int Houses = 37;
    private static readonly string[] LastNames = ["Ruiz", "Abbott", "Núñez", "Smith", "Delgado", "Peña", "Young"];
    private TestHost _host = null!;
    private House[] _houses = null!;
    private House _elsewhere = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        var alder = await CustomersTown.CreateAsync(_host.Alder, _host.Services);
        _houses = await alder.ImportAsync([.. Enumerable.Range(1, Houses).Select(n => alder.House(n, "Pat", LastNames[n % LastNames.Length]) with { Phone = $"(503) 555-{n:0000}", Email = $"pat{n}@example.org", LegacyId = $"L-{n:000}" })]);
        var birch = await CustomersTown.CreateAsync(_host.Birch, _host.Services);
        _elsewhere = (await birch.ImportAsync(birch.House(1, "Pat", "Ruiz") with { Phone = "(503) 555-0001", Email = "pat1@example.org", LegacyId = "L-001" }))[0];
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("name")]
    [InlineData("-name")]
    [InlineData("number")]
    [InlineData("-address")]
    [InlineData("status")]
    [InlineData("opened")]
    [InlineData("no such column")]
    public async Task Pages_put_together_are_the_whole_list(string sort)
    {
        var all = await ReadAsync(s => s.GetRequiredService<IAccountAppService>().AllAsync(new PagedRequest { Sort = sort }, null));
        var pages = new List<AccountListItem>();
        for (var page = 1; page <= 4; page++)
        {
            var part = await ReadAsync(s => s.GetRequiredService<IAccountAppService>().ListAsync(new PagedRequest { Sort = sort, Page = page, PageSize = 10 }, null));
            part.TotalCount.ShouldBe(Houses);
            pages.AddRange(part.Items);
        }
        pages.ShouldBe(all);
        all.Select(a => a.Id).Order().ShouldBe(_houses.Select(h => h.AccountId).Order(), "every account of this town, and none of the other");
    }

    [Fact]
    public async Task Names_are_sorted_as_people_look_for_them()
    {
        var all = await ReadAsync(s => s.GetRequiredService<IAccountAppService>().AllAsync(new PagedRequest { Sort = "name" }, null));
        all.Select(a => a.CustomerName).Distinct().ShouldBe(["Pat Abbott", "Pat Delgado", "Pat Núñez", "Pat Peña", "Pat Ruiz", "Pat Smith", "Pat Young"]);
    }

    [Theory]
    [InlineData("5550001")]
    [InlineData("pat1@example.org")]
    [InlineData("L-001")]
    [InlineData("R1 Oak")]
    public async Task What_the_caller_knows_finds_this_towns_account_only(string known)
    {
        var found = await ReadAsync(s => s.GetRequiredService<IAccountAppService>().ListAsync(new PagedRequest { Q = known }, null));
        found.Items.Select(i => i.Id).ShouldContain(_houses[0].AccountId);
        found.Items.Select(i => i.Id).ShouldNotContain(_elsewhere.AccountId);
    }

    [Fact]
    public async Task A_status_filters_the_list()
    {
        (await ReadAsync(s => s.GetRequiredService<IAccountAppService>().ListAsync(new PagedRequest(), OccupancyStatus.Active))).TotalCount.ShouldBe(Houses);
        (await ReadAsync(s => s.GetRequiredService<IAccountAppService>().ListAsync(new PagedRequest(), OccupancyStatus.Final))).TotalCount.ShouldBe(0);
    }

    [Fact]
    public async Task Another_towns_records_are_not_there()
    {
        await Should.ThrowAsync<EntityNotFoundException>(() => ReadAsync(s => s.GetRequiredService<IAccountAppService>().HeaderAsync(_elsewhere.AccountId)));
        await Should.ThrowAsync<EntityNotFoundException>(() => ReadAsync(s => s.GetRequiredService<IAccountAppService>().OverviewAsync(_elsewhere.AccountId)));
        await Should.ThrowAsync<EntityNotFoundException>(() => ReadAsync(s => s.GetRequiredService<ICustomerAppService>().GetAsync(_elsewhere.CustomerId)));
        await Should.ThrowAsync<EntityNotFoundException>(() => ReadAsync(s => s.GetRequiredService<IPremiseAppService>().GetAsync(_elsewhere.PremiseId)));
        await Should.ThrowAsync<EntityNotFoundException>(() => _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<INoteAppService>().AddAsync(new NoteInput { AccountId = _elsewhere.AccountId, Text = "x" })));
        var premises = await ReadAsync(s => s.GetRequiredService<IPremiseAppService>().AllAsync(new PagedRequest()));
        premises.Select(p => p.Id).Order().ShouldBe(_houses.Select(h => h.PremiseId).Order());
    }

    [Fact]
    public async Task The_hub_says_who_where_and_what_feeds_each_service()
    {
        var header = await ReadAsync(s => s.GetRequiredService<IAccountAppService>().HeaderAsync(_houses[0].AccountId));
        header.Title.ShouldBe("100001 Pat Abbott");
        (header.Address, header.Status).ShouldBe(("1 Oak St", OccupancyStatus.Active));
        header.Tabs.Select(t => t.Tab).ShouldBe(header.Tabs.Select(t => t.Tab).Distinct());
        header.Tabs.Select(t => t.Tab).ShouldContain("services");
        var overview = await ReadAsync(s => s.GetRequiredService<IAccountAppService>().OverviewAsync(_houses[0].AccountId));
        overview.Agreements.Select(a => (a.Service, a.Cycle, a.Route, a.Rate, a.UsageFrom)).ShouldBe([("sewer", "EVEN", null, "sewer", "Water"), ("water", "EVEN", "07", "water", "meter")]);
    }

    [Fact]
    public async Task An_alert_shows_in_the_head_until_its_day_or_until_it_is_ended()
    {
        var id = await _host.Alder.WriteAsync(_host.Alder.Cashier, s => s.GetRequiredService<INoteAppService>().AddAsync(new NoteInput { AccountId = _houses[0].AccountId, Text = "Pays by check only", IsAlert = true, AlertUntil = new(2026, 3, 3) }));
        (await AlertsAsync()).ShouldBe(["Pays by check only"]);
        _host.Clock.Advance(TimeSpan.FromDays(2));
        (await AlertsAsync()).ShouldBeEmpty();
        var lasting = await _host.Alder.WriteAsync(_host.Alder.Cashier, s => s.GetRequiredService<INoteAppService>().AddAsync(new NoteInput { CustomerId = _houses[0].CustomerId, Text = "Dog", IsAlert = true }));
        (await AlertsAsync()).ShouldBe(["Dog"]);
        await _host.Alder.WriteAsync(_host.Alder.Cashier, s => s.GetRequiredService<INoteAppService>().EndAlertAsync(lasting));
        (await AlertsAsync()).ShouldBeEmpty();
        (await ReadAsync(s => s.GetRequiredService<INoteAppService>().OfAccountAsync(_houses[0].AccountId))).Select(n => n.Id).ShouldBe([lasting, id], "the notes stay");
    }

    [Fact]
    public async Task A_customers_stale_form_is_refused_and_a_changed_name_is_found_at_once()
    {
        var first = (await ReadAsync(s => s.GetRequiredService<ICustomerAppService>().GetAsync(_houses[0].CustomerId))).Input;
        var second = (await ReadAsync(s => s.GetRequiredService<ICustomerAppService>().GetAsync(_houses[0].CustomerId))).Input;
        first.LastName = "Quintana";
        first.Contacts.Add(new ContactInput { Kind = ContactKind.Phone, Value = "503-555-9999", Label = "daughter" });
        await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<ICustomerAppService>().UpdateAsync(_houses[0].CustomerId, first));
        second.LastName = "Other";
        (await Should.ThrowAsync<BusinessException>(() => _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<ICustomerAppService>().UpdateAsync(_houses[0].CustomerId, second)))).Code.ShouldBe(CustomersErrorCodes.StaleForm);

        foreach (var known in new[] { "quintana", "5559999" })
            (await ReadAsync(s => s.GetRequiredService<IAccountAppService>().ListAsync(new PagedRequest { Q = known }, null))).Items.Select(i => i.Id).ShouldBe([_houses[0].AccountId]);
        (await ReadAsync(s => s.GetRequiredService<IAccountAppService>().HistoryAsync(_houses[0].AccountId))).ShouldContain(e => e.Sentences.Any(t => t.Contains("Quintana")));
    }

    [Fact]
    public async Task An_address_is_entered_once()
    {
        var again = new PremiseInput { AddressLine = "1  Oak St", City = "Alder", State = "OR", Zip = "97303" };
        (await Should.ThrowAsync<BusinessException>(() => _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IPremiseAppService>().CreateAsync(again)))).Code.ShouldBe(CustomersErrorCodes.AddressTaken);
        again.Unit = "B";
        var id = await _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IPremiseAppService>().CreateAsync(again));
        (await ReadAsync(s => s.GetRequiredService<IPremiseAppService>().ListAsync(new PagedRequest { Q = "1 oak b" }))).Items.Select(p => p.Id).ShouldBe([id]);
    }

    private async Task<IEnumerable<string>> AlertsAsync() => (await ReadAsync(s => s.GetRequiredService<IAccountAppService>().HeaderAsync(_houses[0].AccountId))).Alerts.Select(a => a.Text);

    private Task<T> ReadAsync<T>(Func<IServiceProvider, Task<T>> work) => _host.Alder.ReadAsync(_host.Alder.Technician, work);
}
