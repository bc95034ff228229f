using System.Globalization;
using UtilityBilling.Settings;

namespace UtilityBilling.Customers.Enrollments;

/// <summary>The town's rule of how long an enrolment lasts, as it is in force on the enrolment's first day.</summary>
internal sealed class EnrollmentTerms(ISettingProvider settings)
{
    private readonly Dictionary<DateOnly, EnrollmentTerm> _known = [];

    public async Task<EnrollmentTerm> OfAsync(DateOnly from, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(from, out var term))
            _known[from] = term = new EnrollmentTerm(
                await settings.GetIntAsync(CustomersSettings.EnrollmentMonths, from, cancellationToken).ConfigureAwait(false),
                await settings.GetIntAsync(CustomersSettings.EnrollmentReviewMonths, from, cancellationToken).ConfigureAwait(false));
        return term;
    }

    public static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
