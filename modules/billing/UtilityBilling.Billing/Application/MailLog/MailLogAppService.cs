using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Postage;
using UtilityBilling.Billing.Printing;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;
using UtilityBilling.Settings;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.MailLog;

internal sealed class MailLogAppService(
    IUtilityBillingDbContext database, BulkWriter bulk, ISettingProvider settings, IPermissionChecker permissions, ICurrentTenant tenant, ICurrentUser user, IGuidGenerator guids, IClock clock, IAuditScope audit) : IMailLogAppService
{
    private const int MostMonths = 36;

    /// <summary>What was entered and not struck out, by month and department.</summary>
    private const string Entered = """
        select date_trunc('month', e.day)::date, e.department_id, coalesce(sum(e.pieces) filter (where e.direction = 'Incoming'), 0)::bigint, coalesce(sum(e.pieces) filter (where e.direction = 'Outgoing'), 0)::bigint, sum(e.postage)
        from billing.mail_entries e
        where e.day >= $1 and e.day < $2 and not exists (select 1 from billing.mail_entry_strikes s where s.tenant_id = e.tenant_id and s.entry_id = e.id)
        group by 1, 2
        """;

    /// <summary>What came out of printed parts and was not spoiled, by the town's day, with what the price hangs on.</summary>
    private const string Printed = """
        select (q.printed_at at time zone $3)::date, g.sort_level, g.sheets, count(*)
        from billing.printed_pieces g join billing.print_parts q on q.tenant_id = g.tenant_id and q.job_id = g.job_id and q.part = g.part
        where q.state = 'Printed' and (q.printed_at at time zone $3)::date >= $1 and (q.printed_at at time zone $3)::date < $2
          and not exists (select 1 from billing.spoiled_pieces s where s.tenant_id = g.tenant_id and s.statement_id = g.statement_id and s.piece = g.piece and s.generation = g.generation)
        group by 1, 2, 3
        """;

    private const string Emailed = """
        select date_trunc('month', (m.sent_at at time zone $3))::date, count(*) from billing.email_messages m
        where m.state = 'Sent' and (m.sent_at at time zone $3)::date >= $1 and (m.sent_at at time zone $3)::date < $2 group by 1
        """;

    public async Task<IReadOnlyList<MailDepartmentDto>> DepartmentsAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.MailLog.View, cancellationToken).ConfigureAwait(false);
        return await database.Set<MailDepartment>().AsNoTracking().OrderBy(d => d.IsRetired).ThenBy(d => d.Name).Select(d => new MailDepartmentDto(d.Id, d.Name, d.SendsStatements, d.IsRetired)).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task AddDepartmentAsync(MailDepartmentInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.MailLog.Edit, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(input);
        var name = input.Name!.Trim();
        if (await database.Set<MailDepartment>().AnyAsync(d => d.Name == name, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:MailLog.DepartmentTaken").ForField("Department.Name").WithData("Name", name);
        database.Set<MailDepartment>().Add(new MailDepartment { Id = guids.Create(), Name = name });
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task SendsStatementsAsync(Guid departmentId, CancellationToken cancellationToken = default)
    {
        var department = await DepartmentAsync(departmentId, cancellationToken).ConfigureAwait(false);
        if (department.IsRetired)
            throw new BusinessException("Billing:MailLog.DepartmentRetired").WithData("Name", department.Name);
        // First the one before, then the other: the index allows one at any moment.
        foreach (var before in await database.Set<MailDepartment>().Where(d => d.SendsStatements && d.Id != departmentId).ToListAsync(cancellationToken).ConfigureAwait(false))
            before.SendsStatements = false;
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        department.SendsStatements = true;
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task RetireDepartmentAsync(Guid departmentId, bool isRetired, CancellationToken cancellationToken = default)
    {
        var department = await DepartmentAsync(departmentId, cancellationToken).ConfigureAwait(false);
        if (isRetired && department.SendsStatements)
            throw new BusinessException("Billing:MailLog.SendsStatementsStill").WithData("Name", department.Name);
        department.IsRetired = isRetired;
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<PagedResult<MailEntryDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.MailLog.View, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(request);
        var total = await database.Set<MailEntry>().CountAsync(cancellationToken).ConfigureAwait(false);
        var entries = await (
            from e in database.Set<MailEntry>()
            join d in database.Set<MailDepartment>() on e.DepartmentId equals d.Id
            from s in database.Set<MailEntryStrike>().Where(s => s.EntryId == e.Id).DefaultIfEmpty()
            orderby e.Day descending, e.EnteredAt descending, e.Id
            select new MailEntryDto(e.Id, e.Day, e.Direction, d.Name, e.Kind, e.Pieces, e.Postage, e.Note, e.EnteredByName, e.EnteredAt, s == null ? null : s.Reason, s == null ? null : s.ByName))
            .AsNoTracking().Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PagedResult<MailEntryDto>(entries, total, request.Page, request.PageSize);
    }

    public async Task<Guid> AddAsync(MailEntryInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.MailLog.Edit, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(input);
        var department = await database.Set<MailDepartment>().SingleOrDefaultAsync(d => d.Id == input.DepartmentId, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(MailDepartment), input.DepartmentId ?? default);
        if (department.IsRetired)
            throw new BusinessException("Billing:MailLog.DepartmentRetired").ForField("Input.DepartmentId").WithData("Name", department.Name);
        if (input.Day > clock.Today)
            throw new BusinessException("Billing:MailLog.DayToCome").ForField("Input.Day");
        if (input.Direction == MailDirection.Incoming && input.Postage > 0)
            throw new BusinessException("Billing:MailLog.IncomingPostage").ForField("Input.Postage");
        var entry = new MailEntry
        {
            Id = guids.Create(), Day = input.Day!.Value, Direction = input.Direction, DepartmentId = department.Id, Kind = input.Kind, Pieces = input.Pieces!.Value, Postage = input.Postage ?? 0,
            Note = string.IsNullOrWhiteSpace(input.Note) ? null : input.Note.Trim(), EnteredByName = user.Required.DisplayName, EnteredAt = clock.UtcNow,
        };
        database.Set<MailEntry>().Add(entry);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return entry.Id;
    }

    public async Task StrikeAsync(Guid entryId, string? reason, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.MailLog.Edit, cancellationToken).ConfigureAwait(false);
        if (!await database.Set<MailEntry>().AnyAsync(e => e.Id == entryId, cancellationToken).ConfigureAwait(false))
            throw new EntityNotFoundException(typeof(MailEntry), entryId);
        if (string.IsNullOrWhiteSpace(reason))
            throw new BusinessException("Billing:MailLog.ReasonMissing").ForField("Reason");
        if (await database.Set<MailEntryStrike>().AnyAsync(s => s.EntryId == entryId, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:MailLog.StruckAlready");
        audit.Reason = reason;
        database.Set<MailEntryStrike>().Add(new MailEntryStrike { EntryId = entryId, Reason = reason.Trim(), ByName = user.Required.DisplayName, At = clock.UtcNow });
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<MailMonthRow>> SummaryAsync(DateOnly from, DateOnly through, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.MailLog.View, cancellationToken).ConfigureAwait(false);
        var (first, end) = (First(from), First(through).AddMonths(1));
        if (first.AddMonths(MostMonths) < end)
            first = end.AddMonths(-MostMonths);
        var departments = await DepartmentsAsync(cancellationToken).ConfigureAwait(false);
        var sender = departments.SingleOrDefault(d => d.SendsStatements);
        var entered = await bulk.QueryAsync(Entered, [Arg.Of(first), Arg.Of(end)], r => (Month: r.GetFieldValue<DateOnly>(0), Department: r.GetGuid(1), In: r.GetInt64(2), Out: r.GetInt64(3), Postage: r.GetDecimal(4)), cancellationToken).ConfigureAwait(false);
        var rows = entered.ConvertAll(e => new MailMonthRow(e.Month, departments.Single(d => d.Id == e.Department).Name, e.In, e.Out, 0, 0, e.Postage, 0));
        rows.AddRange(await StatementsAsync(first, end, sender?.Name ?? "", cancellationToken).ConfigureAwait(false));
        return [.. rows.GroupBy(r => (r.Month, r.Department)).OrderByDescending(g => g.Key.Month).ThenBy(g => g.Key.Department, StringComparer.Ordinal)
            .Select(g => new MailMonthRow(g.Key.Month, g.Key.Department, g.Sum(r => r.Incoming), g.Sum(r => r.Outgoing), g.Sum(r => r.Printed), g.Sum(r => r.Emails), g.Sum(r => r.Postage), g.Sum(r => r.Unpriced)))];
    }

    /// <summary>Printed and e-mailed statements, with the postage of the day on which they were printed.</summary>
    private async Task<List<MailMonthRow>> StatementsAsync(DateOnly first, DateOnly end, string department, CancellationToken cancellationToken)
    {
        Npgsql.NpgsqlParameter[] Arguments() => [Arg.Of(first), Arg.Of(end), Arg.Of(tenant.Tenant!.TimeZone)];
        var printed = await bulk.QueryAsync(Printed, Arguments(), r => (Day: r.GetFieldValue<DateOnly>(0), Level: Enum.Parse<SortLevel>(r.GetString(1)), Sheets: r.GetInt32(2), Count: r.GetInt64(3)), cancellationToken).ConfigureAwait(false);
        var rates = (await database.Set<PostageRate>().AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false)).ConvertAll(r => (r.Level, r.From, r.UpToOunces, r.Price));
        var rows = new List<MailMonthRow>();
        foreach (var day in printed.GroupBy(p => p.Day))
        {
            var table = new PostageTable(rates, day.Key);
            var sheet = await settings.GetDecimalAsync(BillingSettings.SheetOunces, day.Key, cancellationToken).ConfigureAwait(false);
            var envelope = await settings.GetDecimalAsync(BillingSettings.EnvelopeOunces, day.Key, cancellationToken).ConfigureAwait(false);
            foreach (var (_, level, sheets, count) in day)
            {
                var price = table.Price(level, sheets * sheet + envelope);
                rows.Add(new MailMonthRow(First(day.Key), department, 0, 0, count, 0, decimal.Round((price ?? 0) * count, 2, MidpointRounding.AwayFromZero), price is null ? count : 0));
            }
        }
        rows.AddRange(await bulk.QueryAsync(Emailed, Arguments(), r => new MailMonthRow(r.GetFieldValue<DateOnly>(0), department, 0, 0, 0, r.GetInt64(1), 0, 0), cancellationToken).ConfigureAwait(false));
        return rows;
    }

    private static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);

    private async Task<MailDepartment> DepartmentAsync(Guid id, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(BillingPermissions.MailLog.Edit, cancellationToken).ConfigureAwait(false);
        return await database.Set<MailDepartment>().SingleOrDefaultAsync(d => d.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(MailDepartment), id);
    }
}
