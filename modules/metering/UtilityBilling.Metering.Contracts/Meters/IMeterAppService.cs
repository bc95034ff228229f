using UtilityBilling.Paging;

namespace UtilityBilling.Metering.Meters;

/// <summary>Meters in stock, in the ground and retired, and their life. Each change is dated; what stood before stays.</summary>
public interface IMeterAppService
{
    Task<PagedResult<MeterRowDto>> ListAsync(MeterListRequest request, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<MeterRowDto>> AllAsync(MeterListRequest request, CancellationToken cancellationToken = default);

    /// <summary>The meter with its places, registers and reads, newest first.</summary>
    Task<MeterDto> GetAsync(Guid meterId, CancellationToken cancellationToken = default);

    Task<Guid> CreateAsync(NewMeterInput input, CancellationToken cancellationToken = default);

    /// <summary>Puts a meter from stock in at a service point that has none of the service.</summary>
    Task InstallAsync(InstallMeterInput input, CancellationToken cancellationToken = default);

    /// <summary>Takes a meter out; its out-reads become reads.</summary>
    Task RemoveAsync(RemoveMeterInput input, CancellationToken cancellationToken = default);

    /// <summary>Takes the old meter out and puts the new one in on one day: two segments of usage, never one.</summary>
    Task ExchangeAsync(ExchangeMeterInput input, CancellationToken cancellationToken = default);

    /// <summary>Another multiplier, number of dials or unit: the old register ends with an out-read, a new one begins.</summary>
    Task<Guid> ChangeRegisterAsync(ChangeRegisterInput input, CancellationToken cancellationToken = default);
}

public sealed record MeterListRequest : PagedRequest
{
    public MeterListRequest()
    {
    }

    /// <summary>The list state of a page's address.</summary>
    public MeterListRequest(PagedRequest request) : base(request)
    {
    }

    public MeterStatus? Status { get; init; }
}

/// <param name="Address">Where it stands; empty when it is not installed.</param>
public sealed record MeterRowDto(
    Guid Id, string SerialNumber, string? EndpointId, string Size, string? Manufacturer, string? Model, MeterStatus Status, string StatusText, string? Address, string? Account, DateOnly? InstalledOn, DateOnly? LastReadOn, decimal? LastValue, string? Unit);

public sealed record MeterDto(
    Guid Id, string SerialNumber, string? EndpointId, string Size, string? Manufacturer, string? Model, MeterStatus Status, MeterPlaceDto? Place, IReadOnlyList<RegisterDto> Registers,
    IReadOnlyList<MeterEventDto> Life, IReadOnlyList<Reads.UsagePointDto> History);

/// <summary>Where a meter stands now.</summary>
public sealed record MeterPlaceDto(Guid ServicePointId, string Service, string Address, string? Account, Guid? AccountId, DateOnly Since);

/// <summary>A register in use.</summary>
public sealed record RegisterDto(Guid Id, string Number, decimal Multiplier, int Dials, int Decimals, string Unit, decimal InRead, DateOnly From, bool ZeroIsNormal);

/// <summary>What happened in a meter's life.</summary>
public enum MeterEventKind { Installed, Removed, RegisterChanged, Read }

/// <param name="Text">In the reader's language: the place, the register's figures, or what was found in a read.</param>
public sealed record MeterEventDto(
    DateOnly Date, MeterEventKind Kind, string Text, decimal? Value, decimal? Usage, int? Days, string? Unit, ReadKind? ReadKind, ReadSource? Source, ReadState? State, string? Reason, Guid? FileId);

public sealed record NewMeterInput(string SerialNumber, string Size, string? EndpointId = null, string? Manufacturer = null, string? Model = null);

/// <param name="Dials">All wheels, those behind the point included.</param>
public sealed record NewRegisterInput(int Dials, int Decimals, string Unit, decimal InRead, decimal Multiplier = 1m, string Number = "0", bool ZeroIsNormal = false);

public sealed record InstallMeterInput(Guid MeterId, Guid ServicePointId, DateOnly Date, IReadOnlyList<NewRegisterInput> Registers);

/// <param name="OutReads">What each register showed, by its number.</param>
/// <param name="Retire">Scrap it; otherwise it goes back to stock.</param>
public sealed record RemoveMeterInput(Guid MeterId, DateOnly Date, IReadOnlyDictionary<string, decimal> OutReads, string Reason, bool Retire);

public sealed record ExchangeMeterInput(Guid OldMeterId, Guid NewMeterId, DateOnly Date, IReadOnlyDictionary<string, decimal> OutReads, IReadOnlyList<NewRegisterInput> Registers, string Reason, bool RetireOld = true);

/// <param name="OutRead">What the old register showed.</param>
/// <param name="InRead">What the new one shows.</param>
public sealed record ChangeRegisterInput(Guid RegisterId, DateOnly Date, decimal OutRead, decimal InRead, int Dials, int Decimals, decimal Multiplier, string Unit, string Reason);
