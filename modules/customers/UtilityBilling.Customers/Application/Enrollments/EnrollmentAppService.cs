using Microsoft.EntityFrameworkCore;
using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Paging;
using UtilityBilling.Settings;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Enrollments;

internal sealed class EnrollmentAppService(
    IUtilityBillingDbContext context, EnrollmentQueries queries, EnrollmentTerms terms, TariffWords words, ISettingProvider settings, IPermissionChecker permissions, IOwnAccounts own, IAuditScope audit, ICurrentUser user, IClock clock, IGuidGenerator guids)
    : IEnrollmentAppService
{
    public async Task<PagedResult<EnrollmentDto>> ListAsync(EnrollmentRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await queries.ListAsync(request.Page, request.List, await DaysAsync(request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<EnrollmentDto>> AllAsync(EnrollmentRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await queries.AllAsync(request.Page, request.List, await DaysAsync(request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<EnrollmentDto>> OfAccountAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await queries.OfAccountAsync(accountId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<EnrollmentDto>> OfPremiseAsync(Guid premiseId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await queries.OfPremiseAsync(premiseId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<EnrollmentDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await queries.GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ProgramChoice>> ProgramsAsync(CancellationToken cancellationToken = default) => await words.OfferedAsync(cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<EnrollmentPlace>> PlacesAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await queries.PlacesAsync(accountId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<EnrollmentTermDto> TermAsync(DateOnly asOf, CancellationToken cancellationToken = default)
    {
        var term = await terms.OfAsync(asOf, cancellationToken).ConfigureAwait(false);
        return new EnrollmentTermDto(term.Months, term.ReviewMonths);
    }

    public async Task<Guid> EnrollAsync(Guid accountId, EnrollInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Enrollments.Manage, cancellationToken).ConfigureAwait(false);
        await context.FindOrThrowAsync<Account>(accountId, cancellationToken).ConfigureAwait(false);
        var premise = await context.FindOrThrowAsync<Premise>(input.PremiseId ?? Guid.Empty, cancellationToken).ConfigureAwait(false);
        await own.RefuseAsync([accountId], cancellationToken).ConfigureAwait(false);
        var from = input.From ?? throw new ArgumentException("The form requires the day.", nameof(input));
        if ((await words.OfferedAsync(cancellationToken).ConfigureAwait(false)).All(p => p.Code != input.Program))
            throw new BusinessException(CustomersErrorCodes.Enrollment.ProgramUnknown).WithData("Program", input.Program).ForField("Input.Program");
        if (!await context.Set<Occupancy>().AnyAsync(o => o.AccountId == accountId && o.PremiseId == premise.Id && o.Status != OccupancyStatus.Voided && o.From <= from && (o.To == null || o.To > from), cancellationToken).ConfigureAwait(false))
            throw new BusinessException(CustomersErrorCodes.Enrollment.NotLivingThere).WithData("Address", premise.AddressLine).WithData("From", EnrollmentTerms.Iso(from)).ForField("Input.From");
        var span = (await terms.OfAsync(from, cancellationToken).ConfigureAwait(false)).Fill(from, input.To, input.ReviewOn);
        return await AddAsync(premise.Id, input.StaysWithPremise ? null : accountId, input.Program, span, input.Note, "Input.From", "Input", cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> RenewAsync(Guid id, RenewInput input, CancellationToken cancellationToken = default)
    {
        var enrollment = await ChangeableAsync(id, input.Version, cancellationToken).ConfigureAwait(false);
        if (enrollment.To is not { } from || from == enrollment.From)
            throw new BusinessException(CustomersErrorCodes.Enrollment.NothingToRenew);
        var span = (await terms.OfAsync(from, cancellationToken).ConfigureAwait(false)).Fill(from, input.To, input.ReviewOn);
        return await AddAsync(enrollment.PremiseId, enrollment.AccountId, enrollment.Program, span, input.Note, null, "Renew", cancellationToken).ConfigureAwait(false);
    }

    public async Task EndAsync(Guid id, EndEnrollmentInput input, CancellationToken cancellationToken = default)
    {
        var enrollment = await ChangeableAsync(id, input.Version, cancellationToken).ConfigureAwait(false);
        var on = input.On ?? throw new ArgumentException("The form requires the day.", nameof(input));
        if (on < enrollment.From || on >= enrollment.To)
            throw new BusinessException(CustomersErrorCodes.Enrollment.EndOutside).WithData("From", EnrollmentTerms.Iso(enrollment.From)).ForField("End.On");
        audit.Reason = input.Reason.Trim();
        enrollment.End(on, input.Reason.Trim(), user.Required, clock.UtcNow);
        if (enrollment.ReviewOn > on)
            enrollment.ReviewOn = on;
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task ChangeAsync(Guid id, ChangeEnrollmentInput input, CancellationToken cancellationToken = default)
    {
        var enrollment = await ChangeableAsync(id, input.Version, cancellationToken).ConfigureAwait(false);
        var span = new EnrollmentSpan(enrollment.From, input.To, input.ReviewOn);
        await CheckAsync(enrollment.PremiseId, enrollment.AccountId, enrollment.Program, span, "Change.To", "Change", id, cancellationToken).ConfigureAwait(false);
        audit.Reason = input.Reason.Trim();
        enrollment.Change(span.To, span.ReviewOn);
        await SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The enrolment as the form saw it; one that was taken back stays as it is.</summary>
    private async Task<Enrollment> ChangeableAsync(Guid id, uint version, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(CustomersPermissions.Enrollments.Manage, cancellationToken).ConfigureAwait(false);
        var enrollment = await context.FindOrThrowAsync<Enrollment>(id, cancellationToken).ConfigureAwait(false);
        enrollment.NotStale(version);
        if ((await queries.GetAsync(id, cancellationToken).ConfigureAwait(false)).AccountId is { } account)
            await own.RefuseAsync([account], cancellationToken).ConfigureAwait(false);
        return enrollment.To == enrollment.From ? throw new BusinessException(CustomersErrorCodes.Enrollment.TakenBack) : enrollment;
    }

    private async Task<Guid> AddAsync(Guid premiseId, Guid? accountId, string program, EnrollmentSpan span, string note, string? overlapField, string form, CancellationToken cancellationToken)
    {
        await CheckAsync(premiseId, accountId, program, span, overlapField, form, null, cancellationToken).ConfigureAwait(false);
        var enrollment = new Enrollment
        {
            Id = guids.Create(),
            PremiseId = premiseId,
            AccountId = accountId,
            Program = program,
            From = span.From,
            To = span.To,
            ReviewOn = span.ReviewOn,
            Note = note.Trim(),
            GrantedBy = user.Required.UserId,
            GrantedByName = user.Required.DisplayName,
            GrantedAt = clock.UtcNow,
        };
        audit.Reason = enrollment.Note;
        context.Set<Enrollment>().Add(enrollment);
        await SaveAsync(cancellationToken).ConfigureAwait(false);
        return enrollment.Id;
    }

    private async Task CheckAsync(Guid premiseId, Guid? accountId, string program, EnrollmentSpan span, string? overlapField, string form, Guid? except, CancellationToken cancellationToken)
    {
        if (span.Problem is { } problem)
            throw new BusinessException(CustomersErrorCodes.Enrollment.Prefix + problem).WithData("From", EnrollmentTerms.Iso(span.From)).WithData("To", EnrollmentTerms.Iso(span.To)).ForField(problem == "ReviewOutside" ? $"{form}.ReviewOn" : $"{form}.To");
        if (await queries.OverlapAsync(premiseId, accountId, program, span, except, cancellationToken).ConfigureAwait(false) is not { } other)
            return;
        var refusal = new BusinessException(other.To is null ? CustomersErrorCodes.Enrollment.OverlapOpen : CustomersErrorCodes.Enrollment.Overlap).WithData("From", EnrollmentTerms.Iso(other.From)).WithData("To", EnrollmentTerms.Iso(other.To));
        throw overlapField is null ? refusal : refusal.ForField(overlapField);
    }

    /// <summary>The database is the last to look: two people at two windows may enrol the same account at the same moment.</summary>
    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.ExclusionViolation })
        {
            throw new BusinessException(CustomersErrorCodes.Enrollment.OverlapNow, error);
        }
    }

    private async Task<int> DaysAsync(EnrollmentRequest request, CancellationToken cancellationToken) =>
        request.Days is { } days ? Math.Clamp(days, 1, CustomersSettings.MostListDays) : await settings.GetIntAsync(CustomersSettings.EnrollmentListDays, cancellationToken: cancellationToken).ConfigureAwait(false);
}
