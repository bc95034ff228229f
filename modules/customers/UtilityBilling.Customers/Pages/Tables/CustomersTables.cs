using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Customers.Premises;
using UtilityBilling.Customers.Reversions;
using UtilityBilling.Customers.ServiceChanges;
using UtilityBilling.Documents;
using UtilityBilling.Localization;

namespace UtilityBilling.Customers.Pages.Tables;

/// <summary>The lists as files, in the reader's language.</summary>
public sealed class CustomersTables(IStringLocalizer texts)
{
    public Table<AccountListItem> Accounts => new Table<AccountListItem>("accounts", "Customers:Accounts.Title")
        .Text("Customers:Field.AccountNumber", r => r.Number, 12)
        .Text("Customers:Field.Name", r => r.CustomerName, 30)
        .Text("Customers:Field.ServiceAddress", r => r.Address, 30)
        .Text("Customers:Field.City", r => r.City, 18)
        .Text("Customers:Field.Phone", r => r.Phone, 16)
        .Text("Customers:Field.Status", r => r.Status is { } status ? texts[$"Enum:OccupancyStatus.{status}"].Value : null, 14)
        .Date("Customers:Field.OpenedOn", r => r.OpenedOn);

    public Table<EnrollmentDto> Enrollments => new Table<EnrollmentDto>("enrollments", "Customers:Enrollments.Title")
        .Text("Customers:Field.AccountNumber", r => r.AccountNumber, 12)
        .Text("Customers:Field.Name", r => r.CustomerName, 30)
        .Text("Customers:Field.ServiceAddress", r => r.Address, 30)
        .Text("Customers:Field.Program", r => r.ProgramLabel, 24)
        .Date("Customers:Field.From", r => r.From)
        .Date("Customers:Field.EnrolledUntil", r => r.To)
        .Date("Customers:Field.ReviewOn", r => r.ReviewOn)
        .Text("Customers:Field.Status", r => texts[$"Enum:EnrollmentState.{r.State}"].Value, 18)
        .Text("Customers:Field.Evidence", r => r.Note, 40)
        .Text("Customers:Field.GrantedBy", r => r.GrantedByName, 20)
        .Text("Customers:Field.Reason", r => r.EndReason, 30);

    public Table<ReversionDto> Reversions => new Table<ReversionDto>("reversions", "Customers:Reversions.Title")
        .Text("Customers:Field.ServiceAddress", r => r.Address, 30)
        .Text("Customers:Field.Landlord", r => r.LandlordName, 30)
        .Text("Customers:Field.AccountNumber", r => r.AccountNumber, 12)
        .Date("Customers:Field.From", r => r.From)
        .Date("Customers:Field.ReversionUntil", r => r.To)
        .Text("Customers:Field.BetweenTenants", r => texts[r.LeaveOn ? "Customers:Reversion.LeftOn" : "Customers:Reversion.TurnedOff"].Value, 24)
        .Money("Customers:Field.ReversionFee", r => r.Fee)
        .Text("Customers:Field.Paper", r => r.Paper, 40);

    public static Table<EnrollmentLineDto> EnrollmentLines { get; } = new Table<EnrollmentLineDto>("enrollment-lines", "Customers:EnrollmentFile.Lines")
        .Integer("Customers:Field.Line", r => r.Line)
        .Text("Customers:Field.AccountNumber", r => r.AccountNumber, 12)
        .Text("Customers:Field.Name", r => r.CustomerName, 30)
        .Text("Customers:Field.ServiceAddress", r => r.Address, 30)
        .Text("Customers:Field.Program", r => r.Program, 24)
        .Text("Customers:Field.From", r => r.From, 12)
        .Text("Customers:Field.EnrolledUntil", r => r.To, 12)
        .Date("Customers:Field.ReviewOn", r => r.ReviewOn)
        .Text("Customers:Field.Evidence", r => r.Note, 40)
        .Text("Customers:Field.LineResult", r => r.Problem, 60);

    public Table<ServiceChangeLineDto> ServiceChangeLines => new Table<ServiceChangeLineDto>("service-change-lines", "Customers:ServiceChange.Lines")
        .Text("Customers:Field.AccountNumber", r => r.AccountNumber, 12)
        .Text("Customers:Field.Name", r => r.CustomerName, 30)
        .Text("Customers:Field.ServiceAddress", r => r.Address, 30)
        .Text("Customers:Field.CustomerClass", r => r.CustomerClass is { } name ? texts.Word($"Customers:Class.{name}", name) : null, 18)
        .Text("Customers:Field.Cycle", r => r.Cycle, 10)
        .Date("Customers:Field.EnrolledUntil", r => r.To)
        .Text("Customers:Field.LineResult", r => r.Problem, 60);

    public static Table<PremiseListItem> Premises { get; } = new Table<PremiseListItem>("premises", "Customers:Premises.Title")
        .Text("Customers:Field.ServiceAddress", r => r.Address, 30)
        .Text("Customers:Field.City", r => r.City, 18)
        .Text("Customers:Field.ParcelNumber", r => r.ParcelNumber, 16)
        .Text("Customers:Field.Occupant", r => r.Occupant, 30)
        .Text("Customers:Field.AccountNumber", r => r.AccountNumber, 12);
}
