using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Navigation;
using UtilityBilling.Paging;

namespace UtilityBilling.Customers.Today;

/// <summary>Enrolments whose review date has come.</summary>
internal sealed class EnrollmentsTodayContributor(EnrollmentQueries enrollments) : ITodayQueueContributor
{
    public string Permission => CustomersPermissions.Enrollments.Manage;

    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken)
    {
        var due = await enrollments.ListAsync(new PagedRequest { PageSize = 1 }, EnrollmentList.Review, 1, cancellationToken).ConfigureAwait(false);
        return [new TodayQueue("Customers:Today.EnrollmentReviews", "/Customers/Enrollments?list=Review", (int)due.TotalCount, due.Items is [var first] ? first.ReviewOn : null)];
    }
}
