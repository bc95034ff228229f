namespace UtilityBilling.IntegrationTests.Tenants;

/// <summary>
/// Which kind of record each place of each address names. A new address with such a place has no row here and fails the test until it gets one; a row whose address
/// is gone fails it too.
/// </summary>
internal static class RouteMatrix
{
    /// <summary>By address: place = kind of <see cref="TownRecords"/>.</summary>
    public static readonly IReadOnlyDictionary<string, string> Records = new Dictionary<string, string>
    {
        ["/Administration/Jobs"] = "id=Job",
        ["/Administration/Roles/Edit/{id:guid?}"] = "id=Role",
        ["/Administration/Users/Edit/{id:guid?}"] = "id=User Input.Roles=Role",
        ["/Approvals/Decide/{id:guid}"] = "id=Approval",
        ["/Billing/Accounts/{accountId:guid}/Bills"] = "accountId=Account",
        ["/Billing/Accounts/{accountId:guid}/Charges"] = "accountId=Account",
        ["/Billing/Accounts/{accountId:guid}/Budgets"] = "accountId=Account",
        ["/Billing/Budgets"] = "Plans=BudgetPlan",
        ["/Billing/Budgets/{id:guid}"] = "id=BudgetPlan",
        ["/Billing/Budgets/New"] = "AccountId=Account Input.OccupancyId=Occupancy",
        ["/Billing/Charges"] = "Input.Accounts=Account",
        ["/Billing/Charges/{id:guid}"] = "id=MiscCharge",
        ["/Billing/Charges/Codes"] = "codeId=MiscChargeCode Input.GlAccountId=GlAccount",
        ["/Billing/Charges/New"] = "AccountId=Account Input.CodeId=MiscChargeCode Input.OccupancyId=Occupancy Input.CycleId=Cycle",
        ["/Billing/Accounts/{accountId:guid}/Holds"] = "accountId=Account holdId=Hold Input.AgreementId=Agreement",
        ["/Billing/Accounts/{accountId:guid}/Projection"] = "accountId=Account Input.OccupancyId=Occupancy",
        ["/Billing/Accounts/{accountId:guid}/Ledger"] = "accountId=Account below=Journal",
        ["/Billing/Adjustments"] = "accountId=Account",
        ["/Billing/Adjustments/{id:guid}"] = "id=Adjustment",
        ["/Billing/Adjustments/New"] = "AccountId=Account Input.ChargeId=Charge",
        ["/Billing/BillRuns/{id:guid}/Bills/{occupancyId:guid}"] = "id=CalculatedRun occupancyId=Occupancy period=CalculatedPeriod",
        ["/Billing/BillRuns/{id:guid}/Emails"] = "id=Run email=Email",
        ["/Billing/BillRuns/{id:guid}/Checklist"] = "id=CalculatedRun tickId=RunTick scheduleId=ScheduledStep",
        ["/Billing/BillRuns/Schedule"] = "scheduleId=ScheduledStep periodId=Period",
        ["/Billing/BillRuns/{id:guid}/Items"] = "id=CalculatedRun Input.Bills=Occupancy",
        ["/Billing/BillRuns/{id:guid}/Printing"] = "id=Run",
        ["/Billing/BillRuns/{id:guid}/Progress"] = "id=Run",
        ["/Billing/BillRuns/{id:guid}/Review"] = "id=CalculatedRun Input.Bills=Occupancy",
        ["/Billing/BillRuns/{id:guid}"] = "id=CalculatedRun accounts=Account",
        ["/Billing/BillRuns/{id:guid}/TakenBack"] = "id=Run",
        ["/Billing/BillRuns/{id:guid}/RollBack"] = "id=Run",
        ["/Billing/BillRuns/Start"] = "Input.Periods=Period",
        ["/Billing/Closings"] = "Input.Occupancies=Occupancy",
        ["/Billing/Unbilled"] = "Input.Occupancies=Occupancy",
        ["/Billing/Bills"] = "Run=Run",
        ["/Billing/Bills/{id:guid}/Original"] = "id=Bill",
        ["/Billing/Bills/{id:guid}/Pdf"] = "id=Bill",
        ["/Billing/Bills/{id:guid}"] = "id=Bill",
        ["/Billing/Calendar/Feeds"] = "feedId=CalendarFeed",
        ["/Billing/Calendar/Holidays"] = "holidayId=Holiday",
        ["/Billing/Calendar/Plan/{cycleId:guid}"] = "cycleId=Cycle",
        ["/Billing/Calendar/Plan/{cycleId:guid}/Adjust"] = "cycleId=Cycle",
        ["/Billing/Calendar/Rules/Edit"] = "cycleId=Cycle",
        ["/Billing/Emails"] = "address=BadAddress",
        ["/Billing/Emails/Mailbox"] = "report=EmailReport",
        ["/Billing/Journals/{id:guid}"] = "id=Journal",
        ["/Billing/Letters/New"] = "template=Template Input.TemplateId=Template Input.CycleId=Cycle Input.DepartmentId=MailDepartment",
        ["/Billing/Letters/{id:guid}"] = "id=Letters",
        ["/Billing/Letters/{id:guid}/Pdf"] = "id=Letters",
        ["/Billing/Stock/{id:guid}"] = "id=StockItem",
        ["/Billing/Templates/{id:guid}"] = "id=Template",
        ["/Billing/Templates/{id:guid}/Compare"] = "id=Template a=TemplateVersion b=TemplateVersion",
        ["/Billing/Templates/{id:guid}/Write"] = "id=Template",
        ["/Billing/Templates/Versions/{id:guid}"] = "id=TemplateVersion",
        ["/Billing/Templates/Versions/{id:guid}/Pdf"] = "id=TemplateVersion",
        ["/Billing/MailLog"] = "entry=MailEntry Input.DepartmentId=MailDepartment of=MailDepartment",
        ["/Billing/MailLog/Departments"] = "id=MailDepartment",
        ["/Billing/Messages"] = "id=Message Input.CycleId=Cycle",
        ["/Billing/Printing/{id:guid}"] = "id=PrintJob",
        ["/Billing/Printing/{id:guid}/File"] = "id=PrintJob",
        ["/Billing/Printing/{id:guid}/Jam"] = "id=PrintJob",
        ["/Billing/Printing/{id:guid}/Vendor"] = "id=PrintJob",
        ["/Billing/Tariffs/{id:guid}"] = "id=Tariff",
        ["/Billing/Tariffs/{id:guid}/Change"] = "id=Tariff",
        ["/Billing/Tariffs/{id:guid}/Revise"] = "id=Tariff",
        ["/Billing/Tariffs/{id:guid}/Edit"] = "id=Tariff",
        ["/Billing/Tariffs/{id:guid}/Files/{file:guid}"] = "id=Tariff file=TariffFile",
        ["/Billing/Tariffs/{id:guid}/TestBench"] = "id=Tariff",
        ["/Billing/Tariffs/Compare"] = "a=Tariff b=Tariff",
        ["/Billing/WinterAverages/{id:guid}"] = "id=WinterBatch",
        ["/Billing/WinterAverages/{id:guid}/Rows/{agreementId:guid}"] = "id=WinterBatch agreementId=SewerAgreement",
        ["/Billing/WinterAverages/Change"] = "AccountId=Account AgreementId=SewerAgreement",
        ["/Billing/WinterAverages/New"] = "CycleId=Cycle",
        ["/Collections/Deposits/{accountId:guid}"] = "accountId=Account Input.DepositId=Deposit",
        ["/Collections/Receipts/{id:guid}"] = "id=Receipt",
        ["/Customers/Accounts/{id:guid}"] = "id=Account",
        ["/Customers/Accounts/{id:guid}/Edit"] = "id=Account",
        ["/Customers/Accounts/{id:guid}/Enrollments"] = "id=Account Input.PremiseId=Premise",
        ["/Customers/Accounts/{id:guid}/History"] = "id=Account",
        ["/Customers/Accounts/{id:guid}/MoveOut"] = "id=Account occupancy=Occupancy Input.OccupancyId=Occupancy Input.Reads[0].RegisterId=Register",
        ["/Customers/Accounts/{id:guid}/Notes"] = "id=Account noteId=Note Input.AccountId=Account Input.PremiseId=Premise Input.CustomerId=Customer",
        ["/Customers/Accounts/{id:guid}/Reads"] = "id=Account",
        ["/Customers/Accounts/{id:guid}/Recipients"] = "id=Account recipient=Recipient",
        ["/Customers/Accounts/{id:guid}/Services"] = "id=PendingAccount occupancyId=PendingOccupancy",
        ["/Customers/Accounts/{id:guid}/Stops"] = "id=Account Input.AgreementId=Agreement",
        ["/Customers/Reversions/{id:guid}"] = "id=Reversion",
        ["/Customers/Reversions/New"] = "account=Account premise=Premise Input.AccountId=Account Input.Premises=Premise",
        ["/Customers/Stops/{id:guid}"] = "id=Stop",
        ["/Customers/Customers/{id:guid}/Edit"] = "id=Customer",
        ["/Customers/Enrollments/{id:guid}"] = "id=Enrollment",
        ["/Customers/Enrollments/Files/{id:guid}"] = "id=EnrollmentFile",
        ["/Customers/MoveIn"] = "premise=Premise customer=Customer account=Account Input.PremiseId=Premise Input.AccountId=Account Input.CustomerId=Customer Input.Services[0].ServicePointId=ServicePoint Input.Services[0].CycleId=Cycle Input.Services[0].RouteId=Route Input.Services[0].FormerAgreementId=Agreement",
        ["/Customers/ServiceChanges/New"] = "Input.CycleId=Cycle",
        ["/Customers/ServiceChanges/{id:guid}"] = "id=ServiceChange",
        ["/Customers/Premises/{id:guid}"] = "id=Premise Owner.CustomerId=Customer Point.CycleId=Cycle Point.RouteId=Route",
        ["/Customers/Premises/{id:guid}/Edit"] = "id=Premise Input.CycleId=Cycle Input.OwnerCustomerId=Customer",
        ["/Customers/Premises/{id:guid}/Facts"] = "id=Premise",
        ["/Customers/Premises/Facts/{id:guid}"] = "id=PremiseFact",
        ["/Customers/Premises/{id:guid}/Facts/New"] = "id=Premise",
        ["/Customers/Premises/New"] = "Input.CycleId=Cycle Input.OwnerCustomerId=Customer",
        ["/Metering/Meters/{id:guid}"] = "id=Meter",
        ["/Metering/Meters/{id:guid}/Exchange"] = "id=Meter",
        ["/Metering/ReadFiles"] = "CycleId=Cycle",
        ["/Metering/ReadFiles/{id:guid}"] = "id=ReadFile",
        ["/Metering/Reads/Enter"] = "register=Register",
        ["/Metering/Reads/Review"] = "file=ReadFile Input.Chosen=ReadException Input.Only=ReadException",
        ["/Reports/AccountBalances"] = "after=Account",
        ["/Reports/BillingRegister"] = "run=Run",
        ["/Reports/RateSummary"] = "run=Run",
        ["/Billing/RateStudies/{id:guid}"] = "id=RateStudy",
        ["/Billing/RateStudies/{id:guid}/Accounts"] = "id=RateStudy",
        ["/Billing/RateStudies/New"] = "trial=Tariff Input.TrialVersions=Tariff",
        ["/Reports/Postal"] = "run=Run",
        ["/Reports/RateProof"] = "run=Run",
        ["/Reports/Suspended"] = "run=Run",
    };

    /// <summary>Towns are the instance's records, not a town's: only host administrators get to these addresses, and whoever is none is told nothing about any town.</summary>
    public static readonly IReadOnlySet<string> HostAdministratorsOnly = new HashSet<string> { "/Administration/Towns/Edit/{id:guid?}", "/Administration/Towns/State/{id:guid}" };

    /// <summary>Places where a person types what they look for. Another town's is as unknown as what nobody has: a sentence, and nothing of the other town.</summary>
    public static readonly IReadOnlyDictionary<string, string> Typed = new Dictionary<string, string>
    {
        ["/Administration/AuditLog"] = "User=UserName Record=Bill",
        ["/Billing/Budgets/New"] = "account=AccountNumber",
        ["/Billing/Charges/New"] = "account=AccountNumber",
        ["/Billing/Messages"] = "Input.AccountNumber=AccountNumber",
        ["/Billing/Letters"] = "account=AccountNumber",
        ["/Billing/Templates/Versions/{id:guid}"] = "account=AccountNumber",
        ["/Billing/Templates/Versions/{id:guid}/Pdf"] = "account=AccountNumber",
        ["/Collections/Receipts/New"] = "Account=AccountNumber Input.AccountNumber=AccountNumber",
    };

    /// <summary>Places that name no record, with the reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> NoRecords = new Dictionary<string, string>
    {
        ["/{**path:file}#path"] = "the files of the front end, in Development",
        ["/Administration/Settings/Edit/{name}#name"] = "the name of a setting is the same in every town",
        ["/Administration/Users/Edit/{id:guid?}#Input.UserName"] = "the sign-in name of a new person",
        ["/Feeds/Calendar/{token:length(48)}.ics#token"] = "a secret that is looked for in the own town alone",
        ["/Account/Login#Input.UserName"] = "who signs in",
        ["/Customers/Premises/{id:guid}/Edit#Input.ParcelNumber"] = "the number of a parcel that is looked up in the own town and else made",
        ["/Customers/Premises/New#Input.ParcelNumber"] = "the number of a parcel that is looked up in the own town and else made",
        ["/Metering/Meters/{id:guid}/Exchange#Input.SerialNumber"] = "the number on a new meter",
    };

    /// <summary>Places that a form of the page has for another of its buttons: this one does not look at them, and nothing may come of what stands there.</summary>
    public static readonly IReadOnlySet<string> Unread = new HashSet<string>
    {
        "POST /Billing/Messages?handler=End#Input.CycleId",
        "POST /Collections/Deposits/{accountId:guid}?handler=Take#Input.DepositId",
        "POST /Customers/Accounts/{id:guid}/Notes?handler=Add#Input.AccountId",
        "POST /Customers/Accounts/{id:guid}/Notes?handler=EndAlert#Input.AccountId",
        "POST /Customers/Accounts/{id:guid}/Notes?handler=EndAlert#Input.PremiseId",
        "POST /Customers/Accounts/{id:guid}/Notes?handler=EndAlert#Input.CustomerId",
        "POST /Customers/Premises/{id:guid}/Edit#Input.OwnerCustomerId",
    };

    /// <summary>What a page must be asked for so that it shows the form: {own} is a name of the own town.</summary>
    public static readonly IReadOnlyDictionary<string, string> Asked = new Dictionary<string, string> { ["/Customers/Premises/{id:guid}"] = "owner={own}" };

    /// <summary>The kinds by place of one address.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string> rows, string route) =>
        rows.TryGetValue(route, out var row)
            ? row.Split(' ').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase)
            : new Dictionary<string, string>();
}
