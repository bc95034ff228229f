using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Imports;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Search;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Customers;

/// <summary>Batches of demo towns and conversions: all of it or nothing, findable at once, told to the audit.</summary>
public sealed class CustomerImportTests : IAsyncLifetime
{
    private TestHost _host = null!;
    private CustomersTown _street = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _street = await CustomersTown.CreateAsync(_host.Alder, _host.Services);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_batch_is_written_whole_and_told_to_the_audit()
    {
        var batch = _street.Batch(_street.House(1, "Ana", "Ruiz"), _street.House(2, "Joe", "Pena"));
        var result = await ImportAsync(batch);

        result.Rows.ShouldBe(new Dictionary<string, long>
        {
            ["parcels"] = 2, ["customers"] = 2, ["premises"] = 2, ["premise_facts"] = 2, ["ownerships"] = 2, ["accounts"] = 2, ["occupancies"] = 2,
            ["service_points"] = 2, ["service_agreements"] = 4, ["rate_assignments"] = 4, ["usage_sources"] = 4,
        }, ignoreOrder: true);
        var payload = await _host.Database.ScalarAsOwnerAsync<string>("select payload from audit.audit_logs where payload like '%Customers.Import.accounts%'");
        payload.ShouldNotBeNull().ShouldContain(batch.Id.ToString());
        var found = await _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<ISearchIndex>().FindAsync("ruiz", ["account", "customer"], 10));
        found.Select(m => m.RecordId).Order().ShouldBe(new[] { batch.Accounts[0].Id, batch.Customers[0].Id }.Order());
    }

    [Fact]
    public async Task Numbers_that_came_with_a_conversion_are_stepped_over()
    {
        await ImportAsync(_street.Batch(_street.House(1, "Ana", "Ruiz") with { Number = "100002" }, _street.House(2, "Joe", "Pena") with { Number = "100007" }));
        await ImportAsync(_street.Batch(_street.House(3, "Kim", "Lee"), _street.House(4, "Lou", "Moss")));
        var numbers = await _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Account>().Select(a => a.Number).OrderBy(n => n).ToListAsync());
        numbers.ShouldBe(["100002", "100007", "100008", "100009"]);
    }

    [Fact]
    public async Task A_number_that_is_taken_refuses_the_whole_batch()
    {
        await ImportAsync(_street.Batch(_street.House(1, "Ana", "Ruiz") with { Number = "7" }));
        (await RefusedAsync(_street.Batch(_street.House(2, "Joe", "Pena") with { Number = "7" }))).ShouldBe(CustomersErrorCodes.Import.KeyTaken);
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from customers.premises")).ShouldBe(1);
    }

    [Fact]
    public async Task Agreements_that_overlap_refuse_the_whole_batch()
    {
        var batch = _street.Batch(_street.House(1, "Ana", "Ruiz"));
        var twice = batch with { Agreements = [.. batch.Agreements, batch.Agreements[0] with { Id = _street.New(), From = new(2026, 1, 1), Rates = [new RateImport("water", new(2026, 1, 1))] }] };
        (await RefusedAsync(twice)).ShouldBe(CustomersErrorCodes.Import.Overlap);
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from customers.customers")).ShouldBe(0);
    }

    [Fact]
    public async Task A_batch_may_refer_to_rows_of_an_earlier_one()
    {
        var house = _street.House(1, "Ana", "Ruiz");
        await ImportAsync(_street.Batch(house));
        var result = await ImportAsync(new CustomerImportBatch(_street.New(), "test") { Enrollments = [new EnrollmentImport(_street.New(), house.PremiseId, house.AccountId, "lowIncome", new(2026, 1, 1))] });
        result.Rows["enrollments"].ShouldBe(1);
    }

    private Task<CustomerImportResult> ImportAsync(CustomerImportBatch batch) => _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<ICustomerImportService>().ImportAsync(batch));

    private async Task<string> RefusedAsync(CustomerImportBatch batch) => (await Should.ThrowAsync<BusinessException>(() => ImportAsync(batch))).Code;
}
