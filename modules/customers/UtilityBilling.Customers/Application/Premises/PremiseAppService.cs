using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Names;
using UtilityBilling.Customers.Search;
using UtilityBilling.Customers.Services;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Paging;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Premises;

internal sealed class PremiseAppService(
    IUtilityBillingDbContext context, PremiseQueries queries, CustomersSearchDocuments search, ChoiceNames names, IPermissionChecker permissions, IClock clock, IGuidGenerator guids)
    : IPremiseAppService
{
    public async Task<PagedResult<PremiseListItem>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await queries.ListAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<PremiseListItem>> AllAsync(PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await queries.AllAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public async Task<PremiseDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await queries.GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> CreateAsync(PremiseInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.Edit, cancellationToken).ConfigureAwait(false);
        if (input.OwnerCustomerId is { } named)
            await context.FindOrThrowAsync<Customer>(named, cancellationToken).ConfigureAwait(false);
        var premise = new Premise { Id = guids.Create(), AddressLine = "", City = "", State = "", Zip = "", SortKey = "" };
        await ApplyAsync(input, premise, cancellationToken).ConfigureAwait(false);
        context.Set<Premise>().Add(premise);
        if (input.OwnerCustomerId is { } owner)
            context.Set<Ownership>().Add(new Ownership { Id = guids.Create(), PremiseId = premise.Id, CustomerId = owner, From = input.OwnerFrom ?? clock.Today });
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        await search.PremisesAsync([premise.Id], cancellationToken).ConfigureAwait(false);
        return premise.Id;
    }

    public async Task UpdateAsync(Guid id, PremiseInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.Edit, cancellationToken).ConfigureAwait(false);
        var premise = await context.FindOrThrowAsync<Premise>(id, cancellationToken).ConfigureAwait(false);
        premise.NotStale(input.Version);
        await ApplyAsync(input, premise, cancellationToken).ConfigureAwait(false);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        await search.PremisesAsync([id], cancellationToken).ConfigureAwait(false);
    }

    public async Task AddOwnerAsync(Guid premiseId, OwnerInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.Edit, cancellationToken).ConfigureAwait(false);
        await context.FindOrThrowAsync<Premise>(premiseId, cancellationToken).ConfigureAwait(false);
        var owner = await context.FindOrThrowAsync<Customer>(input.CustomerId ?? Guid.Empty, cancellationToken).ConfigureAwait(false);
        var from = input.From ?? throw new ArgumentException("The form requires the day.", nameof(input));
        var former = await context.Set<Ownership>().Where(o => o.PremiseId == premiseId && (o.To == null || o.To > from)).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (former.Find(o => o.From >= from) is { } later)
            throw new BusinessException(CustomersErrorCodes.OwnerNotAfterFormer).WithData("From", Iso(later.From)).ForField("Owner.From");
        foreach (var ownership in former)
            ownership.To = from;
        context.Set<Ownership>().Add(new Ownership { Id = guids.Create(), PremiseId = premiseId, CustomerId = owner.Id, From = from });
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> AddServicePointAsync(Guid premiseId, ServicePointInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.Edit, cancellationToken).ConfigureAwait(false);
        await context.FindOrThrowAsync<Premise>(premiseId, cancellationToken).ConfigureAwait(false);
        await names.RequireAsync(input.CycleId, input.RouteId, cancellationToken).ConfigureAwait(false);
        var cannot = input.CanShutOff ? null : input.CannotShutOffReason.Trimmed() ?? throw new BusinessException(CustomersErrorCodes.ShutOffReasonMissing).ForField("Point.CannotShutOffReason");
        var point = new ServicePoint
        {
            Id = guids.Create(),
            PremiseId = premiseId,
            Service = input.Service.Trim(),
            CycleId = input.CycleId ?? throw new ArgumentException("The form requires the cycle.", nameof(input)),
            RouteId = input.RouteId ?? throw new ArgumentException("The form requires the route.", nameof(input)),
            Sequence = input.Sequence,
            Location = input.Location.Trimmed(),
            CanShutOff = input.CanShutOff,
            CannotShutOffReason = cannot,
        };
        context.Set<ServicePoint>().Add(point);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        return point.Id;
    }

    private async Task ApplyAsync(PremiseInput input, Premise premise, CancellationToken cancellationToken)
    {
        await names.RequireAsync(input.CycleId, null, cancellationToken).ConfigureAwait(false);
        premise.AddressLine = input.AddressLine.Trim();
        premise.Unit = input.Unit.Trimmed();
        premise.City = input.City.Trim();
        premise.State = input.State.Trim();
        premise.Zip = input.Zip.Trim();
        premise.SortKey = SortKeys.Address(premise.AddressLine, premise.Unit);
        premise.CycleId = input.CycleId;
        premise.Note = input.Note.Trimmed();
        premise.ParcelId = await ParcelAsync(input.ParcelNumber.Trimmed(), cancellationToken).ConfigureAwait(false);
        if (await context.Set<Premise>().AnyAsync(p => p.Id != premise.Id && p.SortKey == premise.SortKey && p.City == premise.City && p.Zip == premise.Zip, cancellationToken).ConfigureAwait(false))
            throw new BusinessException(CustomersErrorCodes.AddressTaken).WithData("Address", premise.AddressLine).ForField("Input.AddressLine");
    }

    private async Task<Guid?> ParcelAsync(string? number, CancellationToken cancellationToken)
    {
        if (number is null)
            return null;
        var parcel = await context.Set<Parcel>().SingleOrDefaultAsync(p => p.Number == number, cancellationToken).ConfigureAwait(false);
        if (parcel is null)
            context.Set<Parcel>().Add(parcel = new Parcel { Id = guids.Create(), Number = number });
        return parcel.Id;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
