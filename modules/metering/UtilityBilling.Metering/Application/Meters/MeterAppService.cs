using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Services;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Metering.ReadChecks;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Metering.Reads;
using UtilityBilling.Paging;
using UtilityBilling.Search;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Metering.Meters;

internal sealed class MeterAppService(
    IUtilityBillingDbContext context, MeterQueries queries, MeterLife life, RegisterLoader loader, ReadFileStore store, IServicePointDirectory points, ISearchIndex search,
    IPermissionChecker permissions, IAuditScope audit, IGuidGenerator ids, IClock clock, ICurrentUser user) : IMeterAppService
{
    public async Task<PagedResult<MeterRowDto>> ListAsync(MeterListRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(MeteringPermissions.Meters.View, cancellationToken).ConfigureAwait(false);
        var count = await queries.CountAsync(request, cancellationToken).ConfigureAwait(false);
        return new PagedResult<MeterRowDto>(await queries.ListAsync(request, request.PageSize, request.Skip, cancellationToken).ConfigureAwait(false), count, request.Page, request.PageSize);
    }

    public async Task<IReadOnlyList<MeterRowDto>> AllAsync(MeterListRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(MeteringPermissions.Meters.View, cancellationToken).ConfigureAwait(false);
        return await queries.ListAsync(request, int.MaxValue, 0, cancellationToken).ConfigureAwait(false);
    }

    public async Task<MeterDto> GetAsync(Guid meterId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(MeteringPermissions.Meters.View, cancellationToken).ConfigureAwait(false);
        return await life.GetAsync(meterId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> CreateAsync(NewMeterInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(MeteringPermissions.Meters.Edit, cancellationToken).ConfigureAwait(false);
        var serial = input.SerialNumber.Trim();
        if (await context.Set<Meter>().AnyAsync(m => m.SerialNumber == serial, cancellationToken).ConfigureAwait(false))
            throw new BusinessException(MeteringErrorCodes.SerialTaken).WithData("Serial", serial).ForField("Input.SerialNumber");
        var meter = new Meter { Id = ids.Create(), SerialNumber = serial, Size = input.Size, EndpointId = input.EndpointId, Manufacturer = input.Manufacturer, Model = input.Model, Status = MeterStatus.InStock };
        context.Set<Meter>().Add(meter);
        await search.ReplaceAsync([MeterSearch.Document(meter.Id, meter.SerialNumber, meter.EndpointId)], cancellationToken).ConfigureAwait(false);
        return meter.Id;
    }

    public async Task InstallAsync(InstallMeterInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await BeginAsync(input.Date, null, cancellationToken).ConfigureAwait(false);
        await PutInAsync(input.MeterId, input.ServicePointId, input.Date, input.Registers, cancellationToken).ConfigureAwait(false);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task RemoveAsync(RemoveMeterInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await BeginAsync(input.Date, input.Reason, cancellationToken).ConfigureAwait(false);
        await TakeOutAsync(input.MeterId, input.Date, input.OutReads, input.Retire, cancellationToken).ConfigureAwait(false);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task ExchangeAsync(ExchangeMeterInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await BeginAsync(input.Date, input.Reason, cancellationToken).ConfigureAwait(false);
        var place = await TakeOutAsync(input.OldMeterId, input.Date, input.OutReads, input.RetireOld, cancellationToken).ConfigureAwait(false);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await PutInAsync(input.NewMeterId, place, input.Date, input.Registers, cancellationToken).ConfigureAwait(false);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> ChangeRegisterAsync(ChangeRegisterInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await BeginAsync(input.Date, input.Reason, cancellationToken).ConfigureAwait(false);
        RegisterRules.Check(input.Dials, input.Decimals, input.Multiplier, input.Unit, input.InRead);
        var old = await context.Set<RegisterInstallation>().SingleOrDefaultAsync(r => r.Id == input.RegisterId, cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(RegisterInstallation), input.RegisterId);
        await EndAsync([old], input.Date, new Dictionary<string, decimal> { [old.RegisterNumber] = input.OutRead }, cancellationToken).ConfigureAwait(false);
        var register = new RegisterInstallation
        {
            Id = ids.Create(), InstallationId = old.InstallationId, ServicePointId = old.ServicePointId, RegisterNumber = old.RegisterNumber, Multiplier = input.Multiplier, Dials = input.Dials,
            Decimals = input.Decimals, Unit = input.Unit, InRead = input.InRead, From = input.Date, ZeroIsNormal = old.ZeroIsNormal,
        };
        context.Set<RegisterInstallation>().Add(register);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return register.Id;
    }

    private async Task BeginAsync(DateOnly date, string? reason, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(MeteringPermissions.Meters.Edit, cancellationToken).ConfigureAwait(false);
        if (date > clock.Today)
            throw new BusinessException(MeteringErrorCodes.DateInFuture).WithData("Date", ReadBook.Iso(date)).WithData("Today", ReadBook.Iso(clock.Today)).ForField("Input.Date");
        if (reason is not null && string.IsNullOrWhiteSpace(reason))
            throw new BusinessException(MeteringErrorCodes.ReasonMissing).ForField("Input.Reason");
        audit.Reason = reason;
        await store.LockAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task PutInAsync(Guid meterId, Guid servicePointId, DateOnly date, IReadOnlyList<NewRegisterInput> registers, CancellationToken cancellationToken)
    {
        var meter = await MeterAsync(meterId, cancellationToken).ConfigureAwait(false);
        if (meter.Status != MeterStatus.InStock)
            throw new BusinessException(meter.Status == MeterStatus.Retired ? MeteringErrorCodes.Retired : MeteringErrorCodes.AlreadyInstalled).WithData("Serial", meter.SerialNumber);
        if (registers.Count == 0)
            throw new BusinessException(MeteringErrorCodes.NoRegister).WithData("From", ReadBook.Iso(date));
        if (registers.GroupBy(r => r.Number).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new BusinessException(MeteringErrorCodes.RegisterTwice).WithData("Register", twice.Key).ForField("Input.Registers[1].Number");
        if (!(await points.ByIdsAsync([servicePointId], date, cancellationToken).ConfigureAwait(false)).ContainsKey(servicePointId))
            throw new BusinessException(MeteringErrorCodes.PointUnknown);
        await RefuseTakenAsync(servicePointId, date, cancellationToken).ConfigureAwait(false);
        var installation = new MeterInstallation { Id = ids.Create(), MeterId = meterId, ServicePointId = servicePointId, From = date };
        context.Set<MeterInstallation>().Add(installation);
        foreach (var register in registers)
        {
            RegisterRules.Check(register.Dials, register.Decimals, register.Multiplier, register.Unit, register.InRead);
            context.Set<RegisterInstallation>().Add(new RegisterInstallation
            {
                Id = ids.Create(), InstallationId = installation.Id, ServicePointId = servicePointId, RegisterNumber = register.Number, Multiplier = register.Multiplier, Dials = register.Dials,
                Decimals = register.Decimals, Unit = register.Unit, InRead = register.InRead, From = date, ZeroIsNormal = register.ZeroIsNormal,
            });
        }

        meter.Status = MeterStatus.Installed;
    }

    private async Task RefuseTakenAsync(Guid servicePointId, DateOnly date, CancellationToken cancellationToken)
    {
        var standing = await context.Set<MeterInstallation>()
            .Where(i => i.ServicePointId == servicePointId && (i.To == null || i.To > date))
            .Join(context.Set<Meter>(), i => i.MeterId, m => m.Id, (i, m) => m.SerialNumber)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (standing is not null)
            throw new BusinessException(MeteringErrorCodes.PointTaken).WithData("Serial", standing);
    }

    private async Task<Guid> TakeOutAsync(Guid meterId, DateOnly date, IReadOnlyDictionary<string, decimal> outReads, bool retire, CancellationToken cancellationToken)
    {
        var meter = await MeterAsync(meterId, cancellationToken).ConfigureAwait(false);
        var installation = await context.Set<MeterInstallation>().SingleOrDefaultAsync(i => i.MeterId == meterId && i.To == null, cancellationToken).ConfigureAwait(false)
            ?? throw new BusinessException(MeteringErrorCodes.NotInstalled).WithData("Serial", meter.SerialNumber);
        var registers = await context.Set<RegisterInstallation>().Where(r => r.InstallationId == installation.Id && r.To == null).OrderBy(r => r.RegisterNumber).ToListAsync(cancellationToken).ConfigureAwait(false);
        await EndAsync(registers, date, outReads, cancellationToken).ConfigureAwait(false);
        installation.To = date;
        meter.Status = retire ? MeterStatus.Retired : MeterStatus.InStock;
        // The radio stays at the place and will hang on the next meter.
        return installation.ServicePointId;
    }

    /// <summary>Ends registers with their out-reads, which count as reads of that day.</summary>
    private async Task EndAsync(IReadOnlyList<RegisterInstallation> registers, DateOnly date, IReadOnlyDictionary<string, decimal> outReads, CancellationToken cancellationToken)
    {
        var records = await loader.ByIdsAsync([.. registers.Select(r => r.Id)], clock.Today, cancellationToken).ConfigureAwait(false);
        foreach (var register in registers)
        {
            if (!outReads.TryGetValue(register.RegisterNumber, out var value))
                throw new BusinessException(MeteringErrorCodes.OutReadMissing).WithData("Register", register.RegisterNumber).ForField("Input.Date");
            RegisterRules.Check(register.Dials, register.Decimals, register.Multiplier, register.Unit, value);
            var record = records[register.Id];
            var last = record.Latest;
            var previous = last is null ? new PastRead(record.From, record.InRead) : new PastRead(last.Date, last.Value);
            var isSame = last is not null && last.Date == date && last.Value == value;
            if (date <= previous.Date && !isSame)
                throw new BusinessException(MeteringErrorCodes.BeforeLastRead).WithData("Date", ReadBook.Iso(date)).WithData("Serial", record.MeterSerial).WithData("Last", ReadBook.Iso(previous.Date)).ForField("Input.Date");
            register.OutRead = value;
            register.To = date;
            if (!isSame)
                context.Set<Read>().Add(OutRead(record, previous, last?.Id, date, value));
        }
    }

    private Read OutRead(RegisterRecord register, PastRead previous, Guid? previousId, DateOnly date, decimal value) => new()
    {
        Id = ids.Create(), RegisterId = register.Id, ServicePointId = register.ServicePointId, Date = date, Value = value, Kind = ReadKind.Actual, Source = ReadSource.Manual, State = ReadState.Accepted,
        PreviousReadId = previousId, PreviousDate = previous.Date, PreviousValue = previous.Value, Usage = RegisterArithmetic.Between(previous.Value, value, register.Facts).Usage,
        Days = date.DayNumber - previous.Date.DayNumber, Findings = "[]", Oddness = 0, DecidedBy = user.Required.UserId, DecidedAt = clock.UtcNow,
    };

    private async Task<Meter> MeterAsync(Guid id, CancellationToken cancellationToken) =>
        await context.Set<Meter>().SingleOrDefaultAsync(m => m.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(Meter), id);
}
