using UtilityBilling.Settings;

namespace UtilityBilling.Customers;

/// <summary>What a town may set about customers and accounts.</summary>
public static class CustomersSettings
{
    private const string Group = "Customers";

    /// <summary>The first account number that the system gives out by itself.</summary>
    public const string FirstAccountNumber = "Customers.Accounts.FirstNumber";

    /// <summary>The customer classes of the town, separated by commas; a tariff names them.</summary>
    public const string CustomerClasses = "Customers.Services.Classes";

    /// <summary>The names of the facts that the town keeps about premises, separated by commas; a tariff asks for them.</summary>
    public const string FactNames = "Customers.Premises.FactNames";

    /// <summary>How many months an enrolment in a programme lasts; 0 is without end.</summary>
    public const string EnrollmentMonths = "Customers.Enrollments.Months";

    /// <summary>How many months before its end an enrolment is looked at.</summary>
    public const string EnrollmentReviewMonths = "Customers.Enrollments.ReviewMonths";

    /// <summary>How many days the lists of enrolments that expire or have ended look ahead and back.</summary>
    public const string EnrollmentListDays = "Customers.Enrollments.ListDays";

    /// <summary>How many days after a move-out an account's enrolments still go along to its new home; 0 is never.</summary>
    public const string EnrollmentMoveDays = "Customers.Enrollments.MoveDays";

    public const int MostListDays = 1000;

    internal static IEnumerable<SettingDefinition> Definitions =>
    [
        new(FirstAccountNumber, SettingKind.Integer, "100001", Group) { Min = 1, Max = 999_999_999 },
        new(CustomerClasses, SettingKind.Text, "residential, multifamily, commercial, industrial, public, irrigation", Group),
        new(FactNames, SettingKind.Text, "units, esu, imperviousSqFt, class, zone, outside", Group),
        new(EnrollmentMonths, SettingKind.Integer, "24", Group) { Min = 0, Max = 240 },
        new(EnrollmentReviewMonths, SettingKind.Integer, "2", Group) { Min = 0, Max = 24 },
        new(EnrollmentMoveDays, SettingKind.Integer, "31", Group) { Min = 0, Max = 366 },
        new(EnrollmentListDays, SettingKind.Integer, "60", Group) { Min = 1, Max = MostListDays },
    ];
}

public sealed class CustomersSettingDefinitionProvider : SettingDefinitionProvider
{
    public override IEnumerable<SettingDefinition> Define() => CustomersSettings.Definitions;
}
