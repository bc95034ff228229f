using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Paging;

namespace UtilityBilling.DemoData;

/// <summary>What waits for the technician of the low-income programme: enrolments to review, some that expire, and a list of applicants as a file.</summary>
internal sealed class DemoEnrollments(DemoOffice office, DemoWorld world)
{
    private static readonly int[] DaysToTheEnd = [12, 33, 51, 75, 120];

    public async Task HappenAsync(CancellationToken cancellationToken)
    {
        await AwaitReviewAsync(cancellationToken).ConfigureAwait(false);
        await ApplicantsAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the old system brought has no end yet: a few get theirs.</summary>
    private Task AwaitReviewAsync(CancellationToken cancellationToken) => office.DoAsync(office.Technician, async s =>
    {
        var enrollments = s.GetRequiredService<IEnrollmentAppService>();
        var open = (await enrollments.ListAsync(new EnrollmentRequest(new PagedRequest { Sort = "account" }, EnrollmentList.All), cancellationToken).ConfigureAwait(false)).Items.Where(e => e.State == EnrollmentState.InForce && e.To is null);
        foreach (var (enrollment, days) in open.Zip(DaysToTheEnd))
        {
            var end = office.Today.AddDays(days);
            var review = end.AddMonths(-2) is var day && day > enrollment.From ? day : enrollment.From;
            await enrollments.ChangeAsync(enrollment.Id, new ChangeEnrollmentInput { To = end, ReviewOn = review, Reason = "End as in the paper file", Version = enrollment.Version }, cancellationToken).ConfigureAwait(false);
        }
    }, cancellationToken);

    private Task ApplicantsAsync(CancellationToken cancellationToken) => office.DoAsync(office.Technician, async s =>
    {
        var accounts = await s.GetRequiredService<IAccountAppService>().ListAsync(new PagedRequest { Sort = "-number", PageSize = 4 }, OccupancyStatus.Active, cancellationToken).ConfigureAwait(false);
        var file = new StringBuilder("account,program,from,note\n");
        foreach (var account in accounts.Items)
            file.Append(CultureInfo.InvariantCulture, $"{account.Number},{world.Spec.DiscountProgram},{office.Today.AddDays(1):yyyy-MM-dd},Letter of the housing authority\n");
        file.Append(CultureInfo.InvariantCulture, $"999999,{world.Spec.DiscountProgram},{office.Today.AddDays(1):yyyy-MM-dd},Letter of the housing authority\n");
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(file.ToString()));
        await s.GetRequiredService<IEnrollmentFileAppService>().PreviewAsync(content, $"applicants-{office.Today:yyyy-MM-dd}.csv", cancellationToken).ConfigureAwait(false);
    }, cancellationToken);
}
