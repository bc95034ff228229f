using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Metering.Meters;

namespace UtilityBilling.Metering.Pages.Metering.Meters;

[Authorize(MeteringPermissions.Meters.View)]
public sealed class DetailsModel(IMeterAppService meters) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    public MeterDto Meter { get; private set; } = null!;

    public async Task OnGetAsync() => Meter = await meters.GetAsync(Id, HttpContext.RequestAborted);
}
