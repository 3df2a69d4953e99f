"""Addresses, by subject. The name of an address is the name of its view."""

from django.urls import path

from stakeholders.views import (
    agreed_maps,
    approach,
    arrangement,
    changes,
    dependency,
    dependency_steps,
    duplicates,
    exchange,
    findings,
    groups,
    issues,
    map_keeping,
    meeting,
    network,
    officers,
    participation,
    regions,
    stakeholders,
    subdistrict,
    tasks,
    worksheets,
)

urlpatterns = [
    # groups
    path("desa/<code>/kelompok/tambah/", groups.group_create, name="group_create"),
    path("kelompok/desa-lain/", groups.presence_search, name="presence_search"),
    path("kelompok/<uuid:pk>/", groups.group_detail, name="group_detail"),
    path("kelompok/<uuid:pk>/ubah/", groups.group_edit, name="group_edit"),
    path("kelompok/<uuid:pk>/arsip/", groups.group_archive, name="group_archive"),
    path("kelompok/<uuid:pk>/pulihkan/", groups.group_restore, name="group_restore"),
    # people and institutions
    path("kelompok/<uuid:pk>/pengurus/tambah/", officers.officer_add, name="officer_add"),
    path("pengurus/<uuid:pk>/akhiri/", officers.officer_end, name="officer_end"),
    path("pihak/<uuid:pk>/", stakeholders.stakeholder_detail, name="stakeholder_detail"),
    path("pihak/<uuid:pk>/ubah/", stakeholders.person_edit, name="person_edit"),
    path(
        "desa/<code>/lembaga/tambah/",
        stakeholders.institution_create,
        name="institution_create",
    ),
    # participation
    path("desa/<code>/peran/", participation.participation_matrix, name="participation_matrix"),
    path(
        "kelompok/<uuid:pk>/peran/", participation.participation_group, name="participation_group"
    ),
    path(
        "kelompok/<uuid:pk>/peran/<role>/",
        participation.participation_edit,
        name="participation_edit",
    ),
    # patron and client
    path("desa/<code>/ketergantungan/", dependency.dependency_list, name="dependency_list"),
    path(
        "desa/<code>/ketergantungan/tambah/",
        dependency.dependency_create,
        name="dependency_create",
    ),
    path("ketergantungan/<uuid:pk>/", dependency.dependency_detail, name="dependency_detail"),
    path("ketergantungan/<uuid:pk>/ubah/", dependency.dependency_edit, name="dependency_edit"),
    path("ketergantungan/<uuid:pk>/tutup/", dependency.dependency_close, name="dependency_close"),
    path(
        "ketergantungan/<uuid:pk>/langkah/tambah/",
        dependency_steps.dependency_step_add,
        name="dependency_step_add",
    ),
    path(
        "langkah/<uuid:pk>/",
        dependency_steps.dependency_step_edit,
        name="dependency_step_edit",
    ),
    # several informants, one map
    path("desa/<code>/kembar/", duplicates.duplicate_list, name="duplicate_list"),
    path("pihak/<uuid:pk>/kembar/", duplicates.duplicate_compare, name="duplicate_compare"),
    path("penyatuan/<uuid:pk>/batal/", duplicates.merge_undo, name="merge_undo"),
    path("desa/<code>/peta/disepakati/", agreed_maps.agreed_map_list, name="agreed_map_list"),
    path(
        "desa/<code>/peta/disepakati/catat/",
        agreed_maps.agreed_map_create,
        name="agreed_map_create",
    ),
    path("peta-disepakati/<uuid:pk>/", agreed_maps.agreed_map_detail, name="agreed_map_detail"),
    # issues: power and interest
    path("desa/<code>/urusan/", issues.issue_list, name="issue_list"),
    path("urusan/<uuid:pk>/", issues.issue_detail, name="issue_detail"),
    path("urusan/<uuid:pk>/venn/", issues.issue_venn, name="issue_venn"),
    path("urusan/<uuid:pk>/kosong/", issues.issue_blank, name="issue_blank"),
    path("urusan/<uuid:pk>/ubah/", issues.issue_edit, name="issue_edit"),
    path("urusan/<uuid:pk>/tutup/", issues.issue_close, name="issue_close"),
    path("posisi/<uuid:pk>/urungkan/", issues.position_undo, name="position_undo"),
    # approach plans, tasks and promises
    path("desa/<code>/pendekatan/", approach.approach_list, name="approach_list"),
    path("desa/<code>/pendekatan/<way>/tambah/", approach.approach_create, name="approach_create"),
    path("pendekatan/<uuid:pk>/", approach.approach_detail, name="approach_detail"),
    path("pendekatan/<uuid:pk>/ubah/", approach.approach_edit, name="approach_edit"),
    path("desa/<code>/tugas/tambah/", tasks.task_create, name="task_create"),
    path("tugas/<uuid:pk>/", tasks.task_edit, name="task_edit"),
    path("tugas/<uuid:pk>/selesai/", tasks.task_tick, name="task_tick"),
    # worksheets
    path("kelompok/<uuid:pk>/lembar/", worksheets.worksheet_start, name="worksheet_start"),
    path("lembar/<uuid:pk>/", worksheets.worksheet_detail, name="worksheet_detail"),
    path("lembar/<uuid:pk>/<int:step>/", worksheets.worksheet_step, name="worksheet_step"),
    path(
        "lembar/<uuid:pk>/bentrok/<uuid:held>/",
        worksheets.worksheet_settle,
        name="worksheet_settle",
    ),
    path("lembar/<uuid:pk>/riwayat/", worksheets.worksheet_history, name="worksheet_history"),
    path("lembar/<uuid:pk>/selesai/", worksheets.worksheet_complete, name="worksheet_complete"),
    # files
    path("desa/<code>/ekspor/", exchange.village_export, name="village_export"),
    path("desa/<code>/impor/", exchange.village_import, name="village_import"),
    path("impor/<uuid:pk>/", exchange.import_preview, name="import_preview"),
    path("impor/<uuid:pk>/buang/", exchange.import_discard, name="import_discard"),
    path("impor/<uuid:pk>/batal/", exchange.import_undo, name="import_undo"),
    # findings
    path("desa/<code>/temuan/<slug:key>/", findings.finding_mark, name="finding_mark"),
    # kecamatan
    path("kecamatan/<code>/", subdistrict.subdistrict_detail, name="subdistrict_detail"),
    # network
    path("desa/<code>/", network.village_detail, name="village_detail"),
    path("desa/<code>/perubahan/", changes.village_changes, name="village_changes"),
    path("desa/<code>/peta/", network.village_map, name="village_map"),
    path("desa/<code>/musyawarah/", meeting.village_meeting, name="village_meeting"),
    path("desa/<code>/jalur/", network.village_ways, name="village_ways"),
    path("desa/<code>/peta/rapikan/", arrangement.network_tidy, name="network_tidy"),
    path("desa/<code>/peta/letak/", arrangement.network_place, name="network_place"),
    path("desa/<code>/peta/urungkan/", arrangement.network_undo, name="network_undo"),
    path("desa/<code>/peta/catatan/", map_keeping.note_write, name="note_write"),
    path("catatan-peta/<uuid:pk>/lepas/", map_keeping.note_archive, name="note_archive"),
    path("catatan-peta/<uuid:pk>/tempel/", map_keeping.note_restore, name="note_restore"),
    path("desa/<code>/peta/tampilan/", map_keeping.view_save, name="view_save"),
    path("tampilan-peta/<uuid:pk>/hapus/", map_keeping.view_archive, name="view_archive"),
    path("hubungan/<uuid:pk>/", network.tie_detail, name="tie_detail"),
    # many villages
    path("kecamatan/<code>/peta/", regions.subdistrict_map, name="subdistrict_map"),
    path("kabupaten/<code>/peta/", regions.regency_map, name="regency_map"),
    path("wilayah/<code>/peta/data/", regions.region_map_data, name="region_map_data"),
]
