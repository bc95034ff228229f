using Shouldly;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Customers;
using UtilityBilling.Customers.Imports;
using UtilityBilling.Errors;
using Xunit;

namespace UtilityBilling.UnitTests.Customers;

public sealed class CustomerRulesTests
{
    private static readonly Guid Id = new("00000000-0000-7000-8000-00000000000a");
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Fact]
    public void A_person_has_a_first_name_and_an_organization_needs_none()
    {
        Should.Throw<BusinessException>(() => CustomerRules.Check(new CustomerInput { LastName = "Ruiz" })).Code.ShouldBe(CustomersErrorCodes.FirstNameMissing);
        Should.NotThrow(() => CustomerRules.Check(new CustomerInput { Kind = CustomerKind.Organization, LastName = "Alder Dairy LLC" }));
    }

    [Fact]
    public void A_mailing_address_is_whole_or_not_there() =>
        Should.Throw<BusinessException>(() => CustomerRules.Check(new CustomerInput { FirstName = "Ana", LastName = "Ruiz", MailingLine1 = "PO Box 7" })).Code.ShouldBe(CustomersErrorCodes.MailingAddressIncomplete);

    [Fact]
    public void An_alert_shows_on_its_last_day_and_not_the_day_after()
    {
        var note = new Note { Id = Id, AccountId = Id, Text = "Dog", IsAlert = true, AlertUntil = Day, CreatedBy = Id, CreatedByName = "Ana", CreatedAt = default };
        note.ShowsOn(Day).ShouldBeTrue();
        note.ShowsOn(Day.AddDays(1)).ShouldBeFalse();
        note.IsAlert = false;
        note.ShowsOn(Day).ShouldBeFalse();
    }

    [Fact]
    public void Pr11_an_import_without_a_rate_from_the_first_day_is_refused()
    {
        AgreementImport Agreement(params RateImport[] rates) => new(Id, Id, Id, "water", "residential", Id, Day, null) { Rates = rates };
        CustomerImportBatch Batch(AgreementImport agreement) => new(Id, "test") { Agreements = [agreement] };
        Should.Throw<BusinessException>(() => ImportRules.Check(Batch(Agreement()))).Values["Missing"].ShouldBe("rate");
        Should.Throw<BusinessException>(() => ImportRules.Check(Batch(Agreement(new RateImport("water", Day.AddDays(1)))))).Values["Missing"].ShouldBe("rate");
        Should.Throw<BusinessException>(() => ImportRules.Check(Batch(Agreement(new RateImport("water", Day)) with { ServicePointId = Id }))).Values["Missing"].ShouldBe("route");
        Should.NotThrow(() => ImportRules.Check(Batch(Agreement(new RateImport("water", Day)))));
    }

    [Fact]
    public void An_import_that_ends_on_its_first_day_is_refused() =>
        Should.Throw<BusinessException>(() => ImportRules.Check(new CustomerImportBatch(Id, "test") { Ownerships = [new OwnershipImport(Id, Id, Id, Day, Day)] })).Code.ShouldBe(CustomersErrorCodes.Import.SpanWrong);
}
